import { setTimeout as delay } from "node:timers/promises";
import { systemClock } from "../../src/kernel/clock.js";
import type { ChaosDatabase, Standing } from "./chaos-database.js";

const POLL_INTERVAL_MS = 250;
const REPORT_INTERVAL_MS = 10_000;

/** Longer than every wait of the product in this plant: lease, acknowledgement, sequence gap, orphan sweep. */
const STALLED_AFTER_MS = 90_000;

/** Waits until nothing is left to do, or nothing has changed for so long that nothing will. @returns which it is */
export async function awaitRest(
  database: ChaosDatabase,
  orders: number,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  let changedMs = systemClock.monotonicMs();
  let reportedMs = changedMs;
  for (let lastAuditId = -1; ;) {
    signal.throwIfAborted();
    const standing = await database.standing();
    if (isAtRest(standing, orders)) return true;
    const nowMs = systemClock.monotonicMs();
    if (standing.lastAuditId !== lastAuditId) changedMs = nowMs;
    if (nowMs - changedMs > STALLED_AFTER_MS) return false;
    lastAuditId = standing.lastAuditId;
    if (nowMs - reportedMs > REPORT_INTERVAL_MS) {
      reportedMs = nowMs;
      say(
        `${standing.ordersTerminal} of ${orders} orders in a terminal state, ${standing.postingsPosted} documents posted, ` +
          `${standing.postingsOpen} postings open`,
      );
    }
    await delay(POLL_INTERVAL_MS);
  }
}

function isAtRest(standing: Standing, orders: number): boolean {
  const { postingsOpen, commandsOpen, eventsUnpublished, operationsRunning, workflowsOpen } = standing;
  const left = postingsOpen + commandsOpen + eventsUnpublished + operationsRunning + workflowsOpen;
  return standing.orders >= orders && standing.ordersTerminal === standing.orders && left === 0;
}
