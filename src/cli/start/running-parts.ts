import { notice } from "../output.js";

/** One started part of the system. */
interface RunningPart {
  readonly name: string;
  stop(): Promise<void>;
}

/** What was started so far; stopped in reverse order, so that nothing loses what it stands on. */
export class RunningParts {
  readonly #parts: RunningPart[] = [];

  add(name: string, stop: () => Promise<void>): void {
    this.#parts.push({ name, stop });
  }

  /** Stops all of them, also when one fails. @returns whether every part stopped cleanly */
  async stopAll(): Promise<boolean> {
    let isClean = true;
    for (let part = this.#parts.pop(); part !== undefined; part = this.#parts.pop()) {
      const { name } = part;
      await part.stop().catch((error: unknown) => {
        isClean = false;
        notice(`${name} did not stop cleanly: ${error instanceof Error ? error.message : String(error)}`);
      });
    }
    return isClean;
  }
}
