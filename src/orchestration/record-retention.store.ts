import type { Tx } from "../platform/persistence/unit-of-work.js";

/** FOR UPDATE SKIP LOCKED: a key that a client repeats in this moment is taken again, not deleted under it. */
const DELETE_EXPIRED_KEYS = `
  DELETE FROM il.idempotency WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM il.idempotency WHERE expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED))
  RETURNING key`;

/**
 * Ids are ULIDs and so stand in the order of submission: the primary key serves, and an operation is looked at from
 * the day on which it was submitted long enough ago.
 */
const DELETE_FINISHED_OPERATIONS = `
  DELETE FROM il.operation_status WHERE id = ANY(ARRAY(
    SELECT id FROM il.operation_status
    WHERE id < $1 AND finished_at < now() - $2 * interval '1 day' AND state <> 'RUNNING' ORDER BY id LIMIT $3))
  RETURNING id`;

/** SQL of the cleaning of technical records. Each method returns how many were deleted. */
export class RecordRetentionStore {
  async deleteExpiredKeys(tx: Tx, limit: number): Promise<number> {
    return (await tx.query(DELETE_EXPIRED_KEYS, [limit])).length;
  }

  /** @param idBefore a ULID of the moment from which operations are kept */
  async deleteFinishedOperations(tx: Tx, idBefore: string, keptDays: number, limit: number): Promise<number> {
    return (await tx.query(DELETE_FINISHED_OPERATIONS, [idBefore, keptDays, limit])).length;
  }
}
