import { setTimeout as delay } from "node:timers/promises";
import { systemClock } from "../../kernel/clock.js";

const POLL_INTERVAL_MS = 20;
/** Long enough for a loaded machine; a test never asserts how much of it was needed. */
const PATIENCE_MS = 60_000;

/** Waits until the answer is accepted and returns it. @throws Error with the last answer when patience ends */
export async function eventually<T>(ask: () => Promise<T>, isAccepted: (answer: T) => boolean): Promise<T> {
  const deadlineMs = systemClock.monotonicMs() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (isAccepted(answer)) return answer;
    if (systemClock.monotonicMs() > deadlineMs) throw new Error(`still ${JSON.stringify(answer)}`);
    await delay(POLL_INTERVAL_MS);
  }
}
