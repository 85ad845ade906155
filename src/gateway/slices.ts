import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../kernel/clock.js";

/** Work in small steps: it yields after each, and returns its result at the end. */
export type Steps<T> = Generator<void, T>;

/** Longest time in a row that steps may take from requests; one step is not interrupted. */
const SLICE_MS = 8;

/** Does everything at once: for the start, when nobody waits. */
export function runAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Lets requests in between the steps. */
export async function runInSlices<T>(steps: Steps<T>, clock: Clock): Promise<T> {
  for (;;) {
    const startMs = clock.monotonicMs();
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (clock.monotonicMs() - startMs < SLICE_MS);
    await nextTurn();
  }
}
