/** First wait after a failed try; each further one doubles it. */
const DELAY_MS_MIN = 1000;
const DELAY_MS_MAX = 60_000;

interface Waiting {
  readonly delayMs: number;
  readonly untilMs: number;
}

/** When a file that could not be delivered is tried again; times are monotonic milliseconds. */
export class RetrySchedule {
  readonly #waiting = new Map<string, Waiting>();

  isDue(name: string, nowMs: number): boolean {
    return nowMs >= (this.#waiting.get(name)?.untilMs ?? nowMs);
  }

  postpone(name: string, nowMs: number): void {
    const delayMs = Math.min((this.#waiting.get(name)?.delayMs ?? DELAY_MS_MIN / 2) * 2, DELAY_MS_MAX);
    this.#waiting.set(name, { delayMs, untilMs: nowMs + delayMs });
  }

  forget(name: string): void {
    this.#waiting.delete(name);
  }
}
