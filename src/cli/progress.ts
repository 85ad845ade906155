import type { Clock } from "../kernel/clock.js";
import { notice, paint } from "./output.js";

/** A phase is mentioned once it has lasted this long; shorter ones would only be noise. */
const SHOWN_AFTER_MS = 500;

/** Says on stderr that a phase takes its time, and at its end how long it took. */
class Phase {
  readonly #startMs: number;
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly name: string,
    private readonly clock: Clock,
  ) {
    this.#startMs = clock.monotonicMs();
    this.#timer = setTimeout(() => notice(paint("dim", `  ${name} ...`)), SHOWN_AFTER_MS);
  }

  end(isDone: boolean): void {
    clearTimeout(this.#timer);
    const elapsedMs = this.clock.monotonicMs() - this.#startMs;
    if (!isDone || elapsedMs < SHOWN_AFTER_MS) return;
    notice(`  ${paint("green", "done")} ${this.name} (${(elapsedMs / 1000).toFixed(1)} s)`);
  }
}

/** Runs one phase of a command with its progress. */
export async function runPhase<T>(name: string, clock: Clock, work: () => Promise<T>): Promise<T> {
  const phase = new Phase(name, clock);
  let isDone = false;
  try {
    const result = await work();
    isDone = true;
    return result;
  } finally {
    phase.end(isDone);
  }
}

/** Runs work that names its steps as it goes; each step is a phase that lasts until the next. */
export async function runSteps<T>(clock: Clock, work: (onStep: (name: string) => void) => Promise<T>): Promise<T> {
  let step: Phase | undefined;
  let isDone = false;
  try {
    const result = await work((name) => {
      step?.end(true);
      step = new Phase(name, clock);
    });
    isDone = true;
    return result;
  } finally {
    step?.end(isDone);
  }
}
