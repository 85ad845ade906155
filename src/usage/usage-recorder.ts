import type { Logger } from "pino";
import type { Clock } from "../kernel/clock.js";
import type { UlidFactory } from "../kernel/ulid.js";
import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { UsageObserver } from "./usage-observer.js";
import type { CollectedUsage, UsageCounter } from "./usage-counter.js";
import type { UsageStore } from "./usage.store.js";

const FLUSH_INTERVAL_MS = 5000;
/** Tallies kept for the next attempt while the database is away; more are given up and counted as lost. */
const KEPT_TALLIES_MAX = 20_000;
/** How long counts are of use to a review; the oldest go once a day. */
const RETENTION_DAYS = 400;
const DAY_MS = 86_400_000;

/** Writes what was counted every few seconds. Counting never waits for it. */
export class UsageRecorder {
  readonly #recorderId: string;
  /** Undefined while nothing is counted: then nothing may say that nobody called. */
  #startedAt: Date | undefined;
  #kept: CollectedUsage = { tallies: [], lostCalls: 0 };
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #forgottenAtMs: number | undefined;

  constructor(
    private readonly counter: UsageCounter,
    private readonly store: UsageStore,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly logger: Logger,
    ids: UlidFactory,
  ) {
    this.#recorderId = ids.next();
  }

  /** Begins to count and to write; the gateway is given the observer. */
  start(): UsageObserver {
    this.#startedAt ??= this.clock.now();
    this.#timer ??= setInterval(() => {
      this.#writing ??= this.#flushOrWarn().finally(() => (this.#writing = undefined));
    }, FLUSH_INTERVAL_MS).unref();
    return this.counter;
  }

  /** The pool is closed after this, so the last counts are written first. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    if (this.#startedAt !== undefined) await this.#flushOrWarn();
  }

  /** Writes what was counted so far; what cannot be written is kept, as far as there is room. */
  async flush(): Promise<void> {
    if (this.#startedAt === undefined) return;
    const collected = joined(this.#kept, this.counter.collect());
    this.#kept = { tallies: [], lostCalls: 0 };
    const batch = { ...collected, recorderId: this.#recorderId, startedAt: this.#startedAt, until: this.clock.now() };
    try {
      await this.unitOfWork.run((tx) => this.store.add(tx, batch));
    } catch (error) {
      this.#kept = collected;
      throw error;
    }
    await this.#forgetOld();
  }

  async #flushOrWarn(): Promise<void> {
    try {
      await this.flush();
    } catch (error) {
      this.logger.warn({ err: error }, "usage could not be written and is kept for the next attempt");
    }
  }

  async #forgetOld(): Promise<void> {
    const nowMs = this.clock.monotonicMs();
    if (this.#forgottenAtMs !== undefined && nowMs - this.#forgottenAtMs < DAY_MS) return;
    this.#forgottenAtMs = nowMs;
    const before = new Date(this.clock.now().getTime() - RETENTION_DAYS * DAY_MS);
    await this.unitOfWork.run((tx) => this.store.forget(tx, before));
  }
}

function joined(older: CollectedUsage, newer: CollectedUsage): CollectedUsage {
  const all = [...older.tallies, ...newer.tallies];
  const tallies = all.slice(0, KEPT_TALLIES_MAX);
  const given = all.slice(KEPT_TALLIES_MAX).reduce((sum, { calls }) => sum + calls, 0);
  return { tallies, lostCalls: older.lostCalls + newer.lostCalls + given };
}
