import { setTimeout as delay } from "node:timers/promises";
import { systemClock } from "../../src/kernel/clock.js";
import type { ChaosDatabase } from "./chaos-database.js";

const LAST_WORK = "SELECT coalesce(max(id), 0)::int AS id FROM il.audit_entry WHERE actor = 'worker'";
const POLL_INTERVAL_MS = 100;
/** A system that still does not work is disturbed again: the run's figures show how long it lay. */
const WAIT_MS_MAX = 60_000;

/** Waits until a worker has changed something. */
export async function awaitProgress(database: ChaosDatabase, signal: AbortSignal): Promise<void> {
  const lastWork = async (): Promise<number> => (await database.rows<{ id: number }>(LAST_WORK))[0]?.id ?? 0;
  const before = await lastWork();
  const startMs = systemClock.monotonicMs();
  while (!signal.aborted && (await lastWork()) <= before && systemClock.monotonicMs() - startMs < WAIT_MS_MAX)
    await delay(POLL_INTERVAL_MS);
}
