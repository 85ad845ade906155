import { defaultSandboxLimits, type SandboxLimits } from "./sandbox-limits.js";
import type { SandboxTask } from "./sandbox-messages.js";
import { type ContractTexts, type SandboxOutcome, SandboxProcess } from "./sandbox-process.js";

export interface SandboxPoolOptions {
  readonly limits?: SandboxLimits;
  /** Processes kept ready; 0 starts one when there is work. */
  readonly sparesMax?: number;
  /** Pieces of work at the same time; the rest waits in line. */
  readonly parallelMax?: number;
}

/** Processes kept ready for foreign contracts. Each serves once; a new one takes its place. */
export class SandboxPool {
  readonly #spares: SandboxProcess[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #limits: SandboxLimits;
  readonly #sparesMax: number;
  readonly #parallelMax: number;
  #running = 0;
  #isClosed = false;

  constructor(options: SandboxPoolOptions = {}) {
    this.#limits = options.limits ?? defaultSandboxLimits;
    this.#sparesMax = options.sparesMax ?? 0;
    this.#parallelMax = options.parallelMax ?? 1;
    this.#refill();
  }

  /** Does one piece of work in a process of its own. Never rejects; after `close` it answers `died`. */
  async run(texts: readonly ContractTexts[], task: SandboxTask): Promise<SandboxOutcome> {
    await this.#turn();
    try {
      if (this.#isClosed) return { kind: "died", at: undefined, reason: "the sandbox is closed" };
      return await this.#process().work(texts, task);
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
      this.#refill();
    }
  }

  /** Ends the processes that wait; work under way ends by itself. */
  close(): void {
    this.#isClosed = true;
    for (const spare of this.#spares.splice(0)) spare.end();
  }

  /** A spare that still lives, or a new process. */
  #process(): SandboxProcess {
    for (let spare = this.#spares.shift(); spare !== undefined; spare = this.#spares.shift()) {
      if (spare.isAlive) return spare;
    }
    return new SandboxProcess(this.#limits);
  }

  async #turn(): Promise<void> {
    while (this.#running >= this.#parallelMax) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
  }

  #refill(): void {
    while (!this.#isClosed && this.#spares.length < this.#sparesMax)
      this.#spares.push(new SandboxProcess(this.#limits));
  }
}
