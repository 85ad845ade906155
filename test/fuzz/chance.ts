import { SeededRandom } from "../../src/simulators/seeded-random.js";

/** Repeatable choices. */
export class Chance {
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  /** @param share from 0 (never) to 1 (always) */
  happens(share: number): boolean {
    return this.#random.next() < share;
  }

  integer(min: number, max: number): number {
    return min + Math.floor(this.#random.next() * (max - min + 1));
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.integer(0, values.length - 1)];
    if (value === undefined) throw new Error("there is nothing to choose from");
    return value;
  }
}
