/**
 * The parts that every accept statement shares. An accepted write is one committed statement: idempotency row,
 * resource, operation status, audit entry, engine command and, where the change is told at once, its event.
 * Rows that lost a race roll the batch back (il.assert_equal) and are judged again one by one.
 */

/** Columns of every accept row; the resource's own columns follow. */
export const COMMON_COLUMNS = {
  id: "text",
  operation_id: "text",
  client_id: "text",
  operation: "text",
  idempotency_key: "text",
  request_hash: "text",
  resource: "text",
  submitted_at: "timestamptz",
  plant_code: "text",
  document: "json",
  document_hash: "text",
  correlation_id: "text",
  traceparent: "text",
  action: "text",
  resource_type: "text",
  audit: "json",
  audit_mac: "text",
} as const;

/** A statement and the columns its rows have, in this order. */
export interface AcceptStatement<Columns extends Readonly<Record<string, string>>> {
  readonly columns: Columns;
  /** Judges every row. */
  readonly text: string;
  /**
   * For a batch of which no row was ever heard of, as nearly all are: `ifNew` instead of `REPLAYS`, a judgement and what
   * comes of it. It answers no row, and changes nothing, when a row is known; then `text` judges the batch.
   */
  readonly textIfNew?: string;
}

/**
 * Unexpired idempotency rows of the input: their answers are given again, made anew from the operation they started
 * unless another answer was kept. LATERAL with LIMIT makes one index look-up
 * a row of it, here and in the judged part of each statement: a join could be planned as a scan of the whole table.
 */
export const REPLAYS = `
  replay AS MATERIALIZED (
    SELECT i.n, k.*, s.resource, s.submitted_at FROM input i CROSS JOIN LATERAL (
      SELECT request_hash, operation_id, response FROM il.idempotency k
      WHERE k.client_id = i.client_id AND k.operation = i.operation AND k.key = i.idempotency_key AND k.expires_at > now()
      LIMIT 1) k LEFT JOIN LATERAL (
      SELECT resource, submitted_at FROM il.operation_status s WHERE s.id = k.operation_id LIMIT 1) s ON true)`;

/**
 * `fresh` and `stored`: all rows of the batch, or none when one of them has a key that was used before, even one that has
 * expired, or is one of `known`. What commits between this look and the INSERTs violates their unique indexes, and the
 * rows are judged one by one.
 * @param known conditions on `input i` that tell of a row that has to be judged
 */
export const ifNew = (...known: readonly string[]): string => `
  known AS MATERIALIZED (SELECT EXISTS (
    SELECT FROM input i CROSS JOIN LATERAL (
      SELECT FROM il.idempotency k
      WHERE k.client_id = i.client_id AND k.operation = i.operation AND k.key = i.idempotency_key LIMIT 1) k)
    ${known.map((condition) => `OR EXISTS (SELECT FROM input i ${condition})`).join("\n    ")} AS is_any),
  fresh AS NOT MATERIALIZED (SELECT * FROM input WHERE NOT (SELECT is_any FROM known)),
  stored AS NOT MATERIALIZED (SELECT * FROM fresh)`;

/** Takes the idempotency keys of rows that are all new. @param keepDays how long a repeat is recognised */
export const takeKeys = (keepDays: number): string => `
  claimed AS (
    INSERT INTO il.idempotency (client_id, operation, key, request_hash, status, operation_id, expires_at)
    SELECT client_id, operation, idempotency_key, request_hash, 202, operation_id, now() + interval '${keepDays} days'
    FROM fresh)`;

/** What `textIfNew` answers. */
export const ALL_ACCEPTED = "SELECT n, 'ACCEPTED' AS verdict FROM fresh";

/**
 * Takes the idempotency keys of the rows in `fresh`, and those of a document that is stored already: its key means the
 * operation that is under way or done. @param keepDays how long a repeat is recognised
 */
export const claimKeys = (keepDays: number): string => `
  claiming AS MATERIALIZED (
    SELECT client_id, operation, idempotency_key, request_hash, operation_id FROM fresh
    UNION ALL
    SELECT i.client_id, i.operation, i.idempotency_key, i.request_hash, j.existing_operation_id
    FROM input i JOIN judged j USING (n) WHERE j.refusal = 'SAME'),
  claimed AS (
    INSERT INTO il.idempotency (client_id, operation, key, request_hash, status, operation_id, expires_at)
    SELECT client_id, operation, idempotency_key, request_hash, 202, operation_id, now() + interval '${keepDays} days'
    FROM claiming
    ON CONFLICT (client_id, operation, key) DO UPDATE SET
      request_hash = EXCLUDED.request_hash, status = EXCLUDED.status, operation_id = EXCLUDED.operation_id,
      response = NULL, created_at = now(), expires_at = EXCLUDED.expires_at
      WHERE idempotency.expires_at <= now()
    RETURNING key)`;

/** Operation status and audit entry of the rows in `stored` (fresh rows whose resource was written). */
export const STATUS_AND_AUDIT = `
  status AS (
    INSERT INTO il.operation_status (id, kind, plant_code, resource, client_id, correlation_id, submitted_at)
    SELECT operation_id, operation, plant_code, resource, client_id, correlation_id, submitted_at FROM stored),
  audited AS (
    INSERT INTO il.audit_entry (actor, action, resource_type, resource_id, plant_code, correlation_id, entry, mac)
    SELECT client_id, action, resource_type, id, plant_code, correlation_id, audit::json, audit_mac FROM stored)`;

/** One verdict per input row: REPLAYED, a refusal code or SAME of `judged`, or ACCEPTED. */
export const VERDICTS = `
  SELECT j.n, coalesce(j.refusal, 'ACCEPTED') AS verdict, r.request_hash, r.operation_id, r.response, r.resource,
    r.submitted_at, j.existing_operation_id, j.detail
  FROM judged j LEFT JOIN replay r USING (n)
  WHERE il.assert_equal((SELECT count(*) FROM claiming), (SELECT count(*) FROM claimed))
    AND il.assert_equal((SELECT count(*) FROM fresh), (SELECT count(*) FROM stored))`;

/**
 * `fresh`: neither a replay nor refused. The test is a boolean column because the planner then expects half of the
 * rows and joins by hash; expecting one row it would join batch with batch in a nested loop.
 */
export const FRESH = `
  fresh AS MATERIALIZED (SELECT i.* FROM input i JOIN judged j USING (n) WHERE j.is_fresh)`;
