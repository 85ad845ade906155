import type { Configuration } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { checkServer } from "../../platform/persistence/check-server.js";
import { withClient } from "../../platform/persistence/connect-client.js";
import { EmbeddedPostgres } from "../../platform/persistence/embedded-postgres.js";
import { findPendingMigrations } from "../start/check-migrations.js";
import { type CheckResult, notRun, runCheck } from "./check.js";

const CLOCK_DIFFERENCE_MS_MAX = 2_000;

/** The database: reachable, new enough, up to date, and of one mind with this machine about the time. */
export async function checkDatabase(configuration: Configuration): Promise<CheckResult[]> {
  const databaseUrl =
    configuration.databaseUrl ?? new EmbeddedPostgres(configuration.dataDir, systemClock).runningUrl();
  if (databaseUrl === undefined) return notRunning("the embedded Postgres is not running; start it with npm start");
  const reached = await runCheck("database", () => describe(databaseUrl));
  if (reached.state !== "ok") return [reached, ...dependents("the database was not reached")];
  return [
    reached,
    await runCheck("migrations", () => checkMigrations(databaseUrl)),
    await runCheck("clock", () => checkClock(databaseUrl)),
  ];
}

function notRunning(because: string): CheckResult[] {
  return [notRun("database", because), ...dependents("the database is not running")];
}

function dependents(because: string): CheckResult[] {
  return [notRun("migrations", because), notRun("clock", because)];
}

async function describe(databaseUrl: string): Promise<string> {
  const { address, version } = await checkServer(databaseUrl);
  return `Postgres ${version} at ${address}`;
}

async function checkMigrations(databaseUrl: string): Promise<string> {
  const pending = await findPendingMigrations(databaseUrl);
  if (pending.length === 0) return "up to date";
  throw new Error(`pending: ${pending.join(", ")}; run interlock migrate.`);
}

async function checkClock(databaseUrl: string): Promise<string> {
  const sentMs = systemClock.now().getTime();
  const { rows } = await withClient(databaseUrl, (client) => client.query<{ now: Date }>("SELECT now() AS now"));
  const receivedMs = systemClock.now().getTime();
  const databaseMs = rows[0]?.now.getTime() ?? Number.NaN;
  const differenceMs = Math.max(sentMs - databaseMs, databaseMs - receivedMs, 0);
  if (differenceMs <= CLOCK_DIFFERENCE_MS_MAX) return `within ${CLOCK_DIFFERENCE_MS_MAX / 1000} s of the database`;
  throw new Error(
    `differs from the database's clock by ${Math.round(differenceMs / 1000)} s; correct the time service.`,
  );
}
