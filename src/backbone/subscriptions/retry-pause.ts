import type { Clock } from "../../kernel/clock.js";

const FIRST_MS = 250;
const LONGEST_MS = 60_000;

/** How long a receiver that fails is left alone: twice as long after each failure, up to a minute. */
export class RetryPause {
  #failures = 0;
  #untilMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: Pick<Clock, "monotonicMs">) {}

  get isOver(): boolean {
    return this.clock.monotonicMs() >= this.#untilMs;
  }

  fail(): void {
    this.#untilMs = this.clock.monotonicMs() + Math.min(FIRST_MS * 2 ** this.#failures, LONGEST_MS);
    this.#failures++;
  }

  succeed(): void {
    this.#failures = 0;
    this.#untilMs = Number.NEGATIVE_INFINITY;
  }
}
