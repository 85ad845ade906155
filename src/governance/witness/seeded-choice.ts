import { sha256Hex } from "../../kernel/hash.js";

/** Choices that are the same in every run: sampled answers must not differ from one machine to the next. */
export class SeededChoice {
  #state: number;

  /** @param seed any text, such as the pointers of what is sampled */
  constructor(seed: string) {
    this.#state = Number.parseInt(sha256Hex(seed).slice(0, 8), 16) | 0;
  }

  /** At least 0, below 1 (mulberry32, public domain, by T. Ettinger). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  isTrue(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of a list; undefined when it is empty. */
  of<Value>(list: readonly Value[]): Value | undefined {
    return list[Math.floor(this.next() * list.length)];
  }
}
