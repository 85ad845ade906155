import { EXIT_CODE } from "../exit-code.js";
import { notice } from "../output.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Ends a start that was asked to stop; what is started already is stopped on the way out. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** The wish to stop, by Ctrl-C or a signal. Work that is starting asks for it between two steps. */
export class StopRequest {
  readonly #requested = Promise.withResolvers<void>();
  #isRequested = false;

  /** @param force what a second signal does before the process ends at once */
  constructor(force: () => void) {
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (this.#isRequested) endNow(force);
        this.#isRequested = true;
        notice("\nstopping (once more to stop at once) ...");
        this.#requested.resolve();
      });
    }
  }

  /** @throws Stopped when a stop was requested. */
  check(): void {
    if (this.#isRequested) throw new Stopped("stopped while starting");
  }

  async wait(): Promise<void> {
    await this.#requested.promise;
  }
}

function endNow(force: () => void): never {
  try {
    force();
  } finally {
    process.exit(EXIT_CODE.interrupted);
  }
}
