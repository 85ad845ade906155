import { setTimeout as delay } from "node:timers/promises";
import { EnvironmentError } from "../../config/environment-error.js";
import type { Clock } from "../../kernel/clock.js";
import { errorCode, withClient } from "./connect-client.js";

/** A crash recovery of a large database takes its time; nothing is lost by waiting for it. */
const READY_MS_MAX = 60_000;
const POLL_MS = 25;
/** Refused connections and `cannot_connect_now`: starting, recovering or shutting down. */
const NOT_YET = new Set(["ECONNREFUSED", "ECONNRESET", "57P03"]);

/** Waits until the server answers; false when `isGone` says that it ended, or it stays silent for a minute. */
export async function awaitPostgres(databaseUrl: string, isGone: () => boolean, clock: Clock): Promise<boolean> {
  const deadlineMs = clock.monotonicMs() + READY_MS_MAX;
  while (clock.monotonicMs() < deadlineMs) {
    if (isGone()) return false;
    if (await answers(databaseUrl)) return true;
    await delay(POLL_MS);
  }
  return false;
}

async function answers(databaseUrl: string): Promise<boolean> {
  try {
    await withClient(databaseUrl, (client) => client.query("SELECT 1"));
    return true;
  } catch (error) {
    if (NOT_YET.has(errorCode(error) ?? "")) return false;
    throw errorCode(error) === "28P01" ? wrongPassword(error) : error;
  }
}

function wrongPassword(cause: unknown): EnvironmentError {
  return new EnvironmentError(
    "The embedded Postgres does not accept the password of postgres.json; restore the file that belongs to the data, " +
      "or choose an empty folder with INTERLOCK_DATA_DIR.",
    { cause },
  );
}
