import type { Logger } from "pino";
import type { Clock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { AdaptiveLoop } from "../platform/loops/adaptive-loop.js";
import type { RecordRetentionStore } from "./record-retention.store.js";

const DAY_MS = 86_400_000;
/** As long as a repeat is recognised by its key: until then the first answer refers to the operation. */
const OPERATION_KEPT_DAYS = 400;
const BATCH = 200;
const BUSY_MS = 1000;
const IDLE_MS = 600_000;

/**
 * Deletes expired idempotency keys and the operations that finished long ago, in small batches so that the work beside
 * it does not feel it. Audit, events and the business records stay.
 */
export class RecordRetention {
  readonly #loop: AdaptiveLoop;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: RecordRetentionStore,
    private readonly clock: Clock,
    logger: Logger,
  ) {
    const settings = { name: "record-retention", busyMs: BUSY_MS, idleMs: IDLE_MS };
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
    const keptFrom = new Date(this.clock.now().getTime() - OPERATION_KEPT_DAYS * DAY_MS);
    const idBefore = new UlidFactory({ now: () => keptFrom, monotonicMs: () => 0 }).next();
    const keys = await this.unitOfWork.run((tx) => this.store.deleteExpiredKeys(tx, BATCH));
    const operations = await this.unitOfWork.run((tx) =>
      this.store.deleteFinishedOperations(tx, idBefore, OPERATION_KEPT_DAYS, BATCH),
    );
    return keys === BATCH || operations === BATCH;
  }
}
