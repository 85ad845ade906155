import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "pg";
import { systemClock } from "../../src/kernel/clock.js";
import { errorCode } from "../../src/platform/persistence/connect-client.js";

/** How far the system is from having nothing to do. */
export interface Standing {
  /** Orders stored, and those in a state they do not leave by themselves. */
  readonly orders: number;
  readonly ordersTerminal: number;
  readonly postingsOpen: number;
  readonly postingsPosted: number;
  readonly confirmationsApplied: number;
  readonly commandsOpen: number;
  readonly eventsUnpublished: number;
  readonly operationsRunning: number;
  readonly workflowsOpen: number;
  /** Grows with every change. */
  readonly lastAuditId: number;
}

/** States of an order which nothing leaves without a person or a new revision. */
export const ORDER_IS_TERMINAL =
  "(state IN ('COMPLETED', 'CLOSED', 'CANCELLED', 'ABORTED') OR sync_state IN ('REJECTED', 'NACKED', 'DISPATCH_FAILED'))";

const STANDING = `
  SELECT (SELECT count(*)::int FROM il.production_order) AS "orders",
    (SELECT count(*)::int FROM il.production_order WHERE ${ORDER_IS_TERMINAL}) AS "ordersTerminal",
    (SELECT count(*)::int FROM il.posting WHERE state NOT IN ('POSTED', 'PARKED', 'DEAD')) AS "postingsOpen",
    (SELECT count(*)::int FROM il.posting WHERE state = 'POSTED') AS "postingsPosted",
    (SELECT count(*)::int FROM il.confirmation WHERE state = 'APPLIED') AS "confirmationsApplied",
    (SELECT count(*)::int FROM il.engine_command WHERE done_at IS NULL) AS "commandsOpen",
    (SELECT count(*)::int FROM il.outbox WHERE position IS NULL) AS "eventsUnpublished",
    (SELECT count(*)::int FROM il.operation_status WHERE state = 'RUNNING') AS "operationsRunning",
    (SELECT count(*)::int FROM dbos.workflow_status WHERE status IN ('PENDING', 'ENQUEUED', 'DELAYED')) AS "workflowsOpen",
    (SELECT coalesce(max(id), 0)::int FROM il.audit_entry) AS "lastAuditId"`;

/** Workflows and postings in the hands of a process, which executor and worker names carry. $1 pid */
const HELD = `
  SELECT (SELECT count(*)::int FROM dbos.workflow_status
          WHERE status = 'PENDING' AND split_part(executor_id, ':', 2) = $1::text) AS workflows,
    (SELECT count(*)::int FROM il.posting
     WHERE state IN ('POSTING', 'PROBING') AND split_part(worker, ':', 2) = $1::text) AS postings,
    clock_timestamp() AS at`;

export interface Held {
  readonly workflows: number;
  readonly postings: number;
  /** Time of the database. */
  readonly at: Date;
}

/** The run looks at most so large a share of the time: counting ten thousands of rows is work that the system lacks. */
const LOOKING_SHARE = 0.05;
const RETRY_INTERVAL_MS = 100;
const RESTART_MS_MAX = 30_000;

/** Errors of the connection and of a server that starts or stops; those of a statement have another SQLSTATE. */
function isConnectionLoss(error: unknown): boolean {
  const code = errorCode(error);
  return code === undefined || !/^[0-9A-Z]{5}$/.test(code) || /^(08|57P)/.test(code);
}

/** The run's own look into the database, beside the processes of the run. */
export class ChaosDatabase {
  readonly #pool: Pool;
  #standing: Promise<Standing> | undefined;
  #isStandingOldAtMs = 0;

  constructor(url: string) {
    this.#pool = new Pool({
      connectionString: url,
      max: 3,
      application_name: "interlock chaos",
      query_timeout: 60_000,
    });
    // A connection lost while idle is replaced; a query that loses one fails by itself.
    this.#pool.on("error", () => undefined);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  /** Waits for a server that is restarted meanwhile. */
  async rows<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
    for (const startMs = systemClock.monotonicMs(); ; await delay(RETRY_INTERVAL_MS)) {
      try {
        return (await this.#pool.query<Row>(statement, values)).rows;
      } catch (error) {
        const isOver = systemClock.monotonicMs() - startMs > RESTART_MS_MAX;
        if (isOver || !isConnectionLoss(error)) throw error;
      }
    }
  }

  /** As it was a moment ago; the longer the counting takes, the longer a moment is. */
  standing(): Promise<Standing> {
    if (this.#standing === undefined || systemClock.monotonicMs() > this.#isStandingOldAtMs) {
      this.#isStandingOldAtMs = Number.POSITIVE_INFINITY;
      this.#standing = this.#count();
    }
    return this.#standing;
  }

  async #count(): Promise<Standing> {
    const startMs = systemClock.monotonicMs();
    try {
      return await this.#one<Standing>(STANDING);
    } finally {
      const endMs = systemClock.monotonicMs();
      this.#isStandingOldAtMs = endMs + (endMs - startMs) / LOOKING_SHARE;
    }
  }

  async heldBy(pid: number): Promise<Held> {
    return await this.#one<Held>(HELD, [pid]);
  }

  async #one<Row extends object>(statement: string, values: unknown[] = []): Promise<Row> {
    const [row] = await this.rows<Row>(statement, values);
    if (row === undefined) throw new Error("a query that always has a row had none");
    return row;
  }
}
