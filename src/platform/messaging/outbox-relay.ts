import type { Logger } from "pino";
import { AdaptiveLoop } from "../loops/adaptive-loop.js";
import type { UnitOfWork } from "../persistence/unit-of-work.js";
import type { EventSignal } from "./event-signal.js";

const BATCH_ROWS_MAX = 500;
const BUSY_INTERVAL_MS = 5;
const IDLE_INTERVAL_MS = 200;

/**
 * Gives unpublished events their position, in id order. Positions are assigned by one process at a time (advisory
 * lock) and become visible in their order, so that a reader may page by position; ids would not do, since they are
 * not commit order. Inside one partition key ids are commit order, because writers hold the order row's lock.
 */
const PUBLISH = `
  WITH lock AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('il.outbox')) AS is_held),
  batch AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY id) AS k FROM il.outbox
    WHERE position IS NULL AND (SELECT is_held FROM lock) ORDER BY id LIMIT ${BATCH_ROWS_MAX}),
  base AS MATERIALIZED (SELECT coalesce(max(position), 0) AS last FROM il.outbox WHERE position IS NOT NULL)
  UPDATE il.outbox o SET position = base.last + batch.k, published_at = now()
  FROM batch, base WHERE o.id = batch.id AND o.position IS NULL RETURNING o.id`;

/** Publishes the outbox of one worker process; several may run, one works at a time. */
export class OutboxRelay {
  readonly #loop: AdaptiveLoop;
  #unsubscribe: (() => void) | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    logger: Logger,
    private readonly signal: EventSignal,
  ) {
    const settings = { name: "outbox-relay", busyMs: BUSY_INTERVAL_MS, idleMs: IDLE_INTERVAL_MS };
    // A takeover between two relays ends in a unique violation of the position, and the next round tries again.
    this.#loop = new AdaptiveLoop(settings, () => this.#publish(), logger);
  }

  start(): void {
    this.#unsubscribe = this.signal.on("unpublished", () => this.#loop.nudge());
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    await this.#loop.stop();
  }

  async #publish(): Promise<boolean> {
    const published = await this.unitOfWork.read<{ id: string }>(PUBLISH);
    if (published.length > 0) this.signal.tell("published");
    return published.length > 0;
  }
}
