import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "pg";
import type { Clock } from "../../kernel/clock.js";

const POLL_MS = 100;

/**
 * Takes a session lock of the database; false when another session keeps it for longer than `waitMs`. It asks again
 * and again instead of waiting in the database: a blocked statement would keep CREATE INDEX CONCURRENTLY of the
 * session that holds the lock waiting, and both would stand still.
 */
export async function tryAdvisoryLock(client: Client, key: number, waitMs: number, clock: Clock): Promise<boolean> {
  const deadlineMs = clock.monotonicMs() + waitMs;
  for (;;) {
    const { rows } = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [key]);
    if (rows[0]?.locked === true) return true;
    if (clock.monotonicMs() >= deadlineMs) return false;
    await delay(POLL_MS);
  }
}
