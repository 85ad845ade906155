/** A step that waits for its place. */
interface WaitingStep {
  readonly turn: string | undefined;
  readonly admit: () => void;
}

/**
 * Bounds the steps of one flow that run at once in this process, and holds all of them back while it is closed. Steps of
 * one turn, such as those that lock one order, follow each other here instead of waiting inside the database, where each
 * would keep a place and a connection from a step that could work.
 * A workflow that waits at a closed gate for ever is harmless: its step has no result, so whoever takes the workflow
 * over runs the step.
 */
export class StepGate {
  #running = 0;
  #isOpen = true;
  readonly #waiting: WaitingStep[] = [];
  readonly #turns = new Set<string>();
  #idleListeners: (() => void)[] = [];

  constructor(private readonly stepsInFlightMax: number) {}

  /** Resolves when a step may run; `leave` with the same turn is due when it has ended. */
  enter(turn?: string): Promise<void> {
    return new Promise((admit) => {
      this.#waiting.push({ turn, admit });
      this.#admit();
    });
  }

  leave(turn?: string): void {
    this.#running--;
    if (turn !== undefined) this.#turns.delete(turn);
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
      const place = this.#waiting.findIndex(({ turn }) => turn === undefined || !this.#turns.has(turn));
      const [next] = place < 0 ? [] : this.#waiting.splice(place, 1);
      if (next === undefined) return;
      this.#running++;
      if (next.turn !== undefined) this.#turns.add(next.turn);
      next.admit();
    }
  }
}
