import { appendFileSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Clock } from "../../../kernel/clock.js";
import { makeFolder } from "../../persistence/make-folder.js";

/**
 * The witness of the log outside the database: one line of JSON per checkpoint. Whoever rewrites or rolls back the
 * database contradicts it. Put it where the administrator of the database cannot write.
 */
export class CheckpointFile {
  /** True when this process has seen that the file ends with a line feed. */
  #isWhole = false;

  constructor(
    private readonly path: string,
    private readonly clock: Clock,
  ) {}

  append(note: string): void {
    makeFolder(dirname(this.path));
    const line = `${JSON.stringify({ time: this.clock.now().toISOString(), note })}\n`;
    appendFileSync(this.path, this.#endsTorn() ? `\n${line}` : line, { mode: 0o600 });
  }

  /** A machine that died while it wrote left half a line, which must not swallow the next one. */
  #endsTorn(): boolean {
    if (this.#isWhole) return false;
    this.#isWhole = true;
    return !/(?:^|\n)$/.test(this.read());
  }

  /** The whole text; empty when there is none yet. */
  read(): string {
    try {
      return readFileSync(this.path, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
      throw error;
    }
  }
}
