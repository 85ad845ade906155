import type { Logger } from "pino";
import type { UnitOfWork } from "../persistence/unit-of-work.js";

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
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isStopped = true;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#isStopped = false;
    this.#schedule(0);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(delayMs: number): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#publish();
    }, delayMs);
  }

  async #publish(): Promise<void> {
    let published = 0;
    try {
      published = (await this.unitOfWork.read<{ id: string }>(PUBLISH)).length;
    } catch (error) {
      // The next round tries again; a takeover between two relays ends in a unique violation of the position.
      this.logger.warn({ event: "outbox.publish-failed", err: error });
    }
    this.#schedule(published > 0 ? BUSY_INTERVAL_MS : IDLE_INTERVAL_MS);
  }
}
