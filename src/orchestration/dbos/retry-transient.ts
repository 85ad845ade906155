import { setTimeout as delay } from "node:timers/promises";
import { isConnectionLoss } from "../../platform/persistence/connection-loss.js";

const DELAY_MS_MIN = 100;
const DELAY_MS_MAX = 5000;
/** serialization_failure, deadlock_detected, lock_not_available, idle_in_transaction_session_timeout */
const CONTENTION = new Set(["40001", "40P01", "55P03", "25P03"]);

/**
 * Repeats a step that lost the database or a lock race until it gets through. The engine would otherwise record the
 * loss as the step's result, and a restart of the database would end every workflow that was in a step.
 * All other errors pass at once: repeating them is the flow's own decision.
 *
 * @param isWanted asked before every repetition; false gives the error up
 */
export async function retryTransient<T>(work: () => Promise<T>, isWanted: () => boolean): Promise<T> {
  for (let delayMs = DELAY_MS_MIN; ; delayMs = Math.min(delayMs * 2, DELAY_MS_MAX)) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || !isWanted()) throw error;
      await delay(delayMs);
    }
  }
}

function isTransient(error: unknown): boolean {
  if (isConnectionLoss(error)) return true;
  return error instanceof Error && "code" in error && typeof error.code === "string" && CONTENTION.has(error.code);
}
