import type { Clock } from "../../../src/kernel/clock.js";

/** A clock that stands until a test moves it. */
export class ManualClock implements Clock {
  #wallMs = Date.UTC(2026, 10, 23, 12);
  #monotonicMs = 1_000_000;

  now(): Date {
    return new Date(this.#wallMs);
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  get seconds(): number {
    return this.#wallMs / 1000;
  }

  advance(seconds: number): void {
    this.#wallMs += seconds * 1000;
    this.#monotonicMs += seconds * 1000;
  }
}
