import { setTimeout as delay } from "node:timers/promises";
import { systemClock } from "../../../src/kernel/clock.js";
import { SeededRandom } from "../../../src/simulators/seeded-random.js";
import type { ChaosFault, StruckFault } from "./fault.js";

const GAP_MS_MAX = 150;
const REPORT_EVERY = 25;

/** Lets faults befall the system one after the other, chosen by the seed, while it works. */
export class InjectFaults {
  readonly struck: StruckFault[] = [];
  readonly #random: SeededRandom;

  constructor(
    private readonly faults: readonly ChaosFault[],
    private readonly wanted: number,
    seed: number,
    private readonly say: (line: string) => void,
    /** What the next fault waits for. */
    private readonly rest: (signal: AbortSignal) => Promise<void> = () => Promise.resolve(),
  ) {
    this.#random = new SeededRandom(seed ^ 0xfa17);
  }

  /** Ends after the last fault, or when the signal says that there is nothing left to disturb. */
  async run(signal: AbortSignal): Promise<void> {
    while (this.struck.length < this.wanted && !signal.aborted) {
      const fault = this.#choose();
      const startedAt = systemClock.now();
      await fault.strike(this.#random.next());
      this.struck.push({ name: fault.name, startedAt, endedAt: systemClock.now() });
      if (this.struck.length % REPORT_EVERY === 0) this.say(`${this.struck.length} of ${this.wanted} disturbances`);
      await this.rest(signal);
      await delay(this.#random.next() * GAP_MS_MAX);
    }
  }

  #choose(): ChaosFault {
    const total = this.faults.reduce((sum, { weight }) => sum + weight, 0);
    let left = this.#random.next() * total;
    for (const fault of this.faults) {
      left -= fault.weight;
      if (left < 0) return fault;
    }
    throw new Error("there is no fault to choose");
  }
}
