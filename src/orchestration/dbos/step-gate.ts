/**
 * Bounds the steps of one flow that run at once in this process, and holds all of them back while it is closed.
 * A workflow that waits at a closed gate for ever is harmless: its step has no result, so whoever takes the workflow
 * over runs the step.
 */
export class StepGate {
  #running = 0;
  #isOpen = true;
  readonly #waiting: (() => void)[] = [];
  #idleListeners: (() => void)[] = [];

  constructor(private readonly stepsInFlightMax: number) {}

  /** Resolves when a step may run; `leave` is due when it has ended. */
  enter(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#admit();
    });
  }

  leave(): void {
    this.#running--;
    if (this.#running === 0) {
      this.#idleListeners.forEach((listener) => listener());
      this.#idleListeners = [];
    }
    this.#admit();
  }

  close(): void {
    this.#isOpen = false;
  }

  open(): void {
    this.#isOpen = true;
    this.#admit();
  }

  /** Resolves when no step runs. */
  whenIdle(): Promise<void> {
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idleListeners.push(resolve));
  }

  #admit(): void {
    while (this.#isOpen && this.#running < this.stepsInFlightMax) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#running++;
      next();
    }
  }
}
