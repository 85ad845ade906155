/** Part of the simulators: an append-only file of JSON lines, so that a restarted simulator is still the same system. */
import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";

export class JsonLinesStore<Entry> {
  readonly #descriptor: number | undefined;
  readonly #loaded: readonly Entry[];

  /** @param file undefined keeps nothing over a restart. */
  constructor(file: string | undefined) {
    if (file === undefined) {
      this.#loaded = [];
      return;
    }
    mkdirSync(dirname(file), { recursive: true });
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    // A kill in the middle of a write leaves half a line; that entry was never acknowledged to anybody.
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    this.#loaded = whole
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Entry);
    this.#descriptor = openSync(file, "a", 0o600);
    ftruncateSync(this.#descriptor, Buffer.byteLength(whole));
  }

  /** What was in the file when it was opened, oldest first. */
  get loaded(): readonly Entry[] {
    return this.#loaded;
  }

  /** The entry is on disk when this returns. */
  append(entry: Entry): void {
    if (this.#descriptor === undefined) return;
    writeSync(this.#descriptor, `${JSON.stringify(entry)}\n`);
    fsyncSync(this.#descriptor);
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
  }
}
