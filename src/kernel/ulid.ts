import { pooledRandomBytes } from "./random-bytes.js";
import type { Clock } from "./clock.js";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Makes 26-character ULIDs (Crockford base 32; 48 bits of milliseconds, 80 random bits), ascending per process. */
export class UlidFactory {
  #lastMs = -1;
  readonly #random = new Uint8Array(10);

  constructor(private readonly clock: Clock) {}

  next(): string {
    const ms = Math.max(this.clock.now().getTime(), this.#lastMs);
    if (ms === this.#lastMs) this.#increment();
    else pooledRandomBytes(10).copy(this.#random);
    this.#lastMs = ms;
    return encodeTime(ms) + encodeRandom(this.#random);
  }

  /** Two ids of one millisecond must still sort in the order they were made. */
  #increment(): void {
    for (let index = 9; index >= 0; index--) {
      const value = ((this.#random[index] ?? 0) + 1) & 0xff;
      this.#random[index] = value;
      if (value !== 0) return;
    }
  }
}

function encodeTime(ms: number): string {
  let text = "";
  for (let rest = ms, digit = 0; digit < 10; digit++) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function encodeRandom(bytes: Uint8Array): string {
  let text = "";
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((buffer >> bits) & 31);
    }
    buffer &= (1 << bits) - 1;
  }
  return text;
}
