import type { Logger } from "pino";
import type { Clock } from "../kernel/clock.js";
import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { AdaptiveLoop } from "../platform/loops/adaptive-loop.js";
import type { EngineCommandStore } from "./engine-command.store.js";
import type { EnginePort } from "./engine-port.js";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY_SECONDS = 86_400;
const BATCH = 200;
const BUSY_MS = 1000;

/** How long an ended workflow is kept to be looked at. Nothing depends on it: the truth is in the tables of `il`. */
const KEPT_MS: Readonly<Record<string, number>> = { "drain-lane@1": 10 * MINUTE_MS };
const KEPT_MS_DEFAULT = 7 * DAY_MS;

/** Deletes what the engine no longer needs, in small batches so that the work beside it does not feel it. */
export class EngineRetention {
  readonly #loop: AdaptiveLoop;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: EngineCommandStore,
    private readonly engine: EnginePort,
    private readonly clock: Clock,
    logger: Logger,
  ) {
    const settings = { name: "engine-retention", busyMs: BUSY_MS, idleMs: MINUTE_MS };
    this.#loop = new AdaptiveLoop(settings, () => this.sweep(), logger);
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** One batch of each kind; true when a batch was full, and more may be there. */
  async sweep(): Promise<boolean> {
    const nowMs = this.clock.now().getTime();
    const counts = [await this.unitOfWork.run((tx) => this.store.deleteDone(tx, DAY_SECONDS, BATCH))];
    for (const flow of this.engine.flows()) {
      const endedBefore = new Date(nowMs - (KEPT_MS[flow] ?? KEPT_MS_DEFAULT));
      counts.push(await this.engine.forget(flow, endedBefore, BATCH));
    }
    return counts.some((count) => count === BATCH);
  }
}
