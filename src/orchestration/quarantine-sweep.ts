import type { Logger } from "pino";
import { appendEngineCommands } from "../platform/engine/engine-commands.js";
import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { AdaptiveLoop } from "../platform/loops/adaptive-loop.js";
import { startsOfForgottenWork } from "./forgotten-work.js";

const INTERVAL_MS = 30_000;

/**
 * Starts quarantined reports and movements whose order is ready. As a rule the acknowledgement of the order does that;
 * one that was judged before its order existed and stored after the order was ready would wait for ever without this.
 */
export class QuarantineSweep {
  readonly #loop: AdaptiveLoop;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    logger: Logger,
  ) {
    const settings = { name: "quarantine-sweep", busyMs: INTERVAL_MS, idleMs: INTERVAL_MS };
    this.#loop = new AdaptiveLoop(settings, () => this.sweep(), logger);
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** True when something was started. The workflow id names the version it was found at, so that a repeat starts nothing. */
  sweep(): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      const commands = await startsOfForgottenWork(tx);
      await appendEngineCommands(tx, commands);
      return commands.length > 0;
    });
  }
}
