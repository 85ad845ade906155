import { setTimeout as delay } from "node:timers/promises";
import { isTransient } from "../transient-error.js";

const DELAY_MS_MIN = 100;
const DELAY_MS_MAX = 5000;

/**
 * Repeats a step that lost the database or a lock race until it gets through. The engine would otherwise record the
 * loss as the step's result, and a restart of the database would end every workflow that was in a step.
 * All other errors pass at once: repeating them is the flow's own decision.
 *
 * @param isWanted asked before every repetition; when it is false the step stays without a result, so that whoever takes
 *   the workflow over runs it: the loss would otherwise be recorded and end the workflow there
 */
export async function retryTransient<T>(work: () => Promise<T>, isWanted: () => boolean): Promise<T> {
  for (let delayMs = DELAY_MS_MIN; ; delayMs = Math.min(delayMs * 2, DELAY_MS_MAX)) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (!isWanted()) return await new Promise<never>(() => undefined);
      await delay(delayMs);
    }
  }
}
