import type { Tx } from "../platform/persistence/unit-of-work.js";

/** A request to the engine as it was written in a business transaction. */
export interface EngineCommand {
  readonly id: string;
  readonly kind: "START" | "SIGNAL";
  readonly flow: string | null;
  readonly workflow_id: string;
  readonly topic: string | null;
  readonly input: unknown;
}

/** Arbitrary, and used for nothing else. */
const RELAY_LOCK = 4_951_001;

const TRY_LOCK = `SELECT pg_try_advisory_xact_lock($1) AS locked`;

/**
 * Oldest first by the number, not by its text, which a bare `id` would mean; starts of flows that this worker does not
 * have are left to a worker that has them.
 */
const SELECT_OPEN = `
  SELECT c.id::text, kind, flow, workflow_id, topic, input FROM il.engine_command c
  WHERE done_at IS NULL AND (flow IS NULL OR flow = ANY($1))
  ORDER BY c.id LIMIT $2`;

const MARK_DONE = `UPDATE il.engine_command SET done_at = now() WHERE id = ANY($1::bigint[])`;

const START_IS_OPEN = `
  SELECT EXISTS (
    SELECT 1 FROM il.engine_command WHERE done_at IS NULL AND kind = 'START' AND workflow_id = $1) AS is_open`;

/**
 * Looks at the oldest done commands only: they were done about in the order of their numbers, so that the primary key
 * serves, and a round that finds nothing reads one batch instead of the whole day that is kept.
 */
const DELETE_DONE = `
  WITH oldest AS MATERIALIZED (
    SELECT id, done_at FROM il.engine_command WHERE done_at IS NOT NULL ORDER BY id LIMIT $2)
  DELETE FROM il.engine_command
  WHERE id = ANY(ARRAY(SELECT id FROM oldest WHERE done_at < now() - $1 * interval '1 second'))
  RETURNING id`;

/** SQL of il.engine_command. */
export class EngineCommandStore {
  /**
   * One relay at a time in the whole cluster, for the transaction: with rows locked one by one a second relay would
   * carry out a signal before the start it waits for. A frozen relay loses its lock with its idle transaction.
   */
  async tryLock(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ locked: boolean }>(TRY_LOCK, [RELAY_LOCK]);
    return row?.locked === true;
  }

  selectOpen(tx: Tx, flows: readonly string[], limit: number): Promise<EngineCommand[]> {
    return tx.query<EngineCommand>(SELECT_OPEN, [flows, limit]);
  }

  async markDone(tx: Tx, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await tx.query(MARK_DONE, [ids]);
  }

  /** True when the workflow has yet to be started, whoever has its flow. */
  async isStartOpen(tx: Tx, workflowId: string): Promise<boolean> {
    const [row] = await tx.query<{ is_open: boolean }>(START_IS_OPEN, [workflowId]);
    return row?.is_open === true;
  }

  /** Returns how many were deleted. */
  async deleteDone(tx: Tx, ageSecondsMin: number, limit: number): Promise<number> {
    return (await tx.query(DELETE_DONE, [ageSecondsMin, limit])).length;
  }
}
