import { IS_IN_LANE } from "../stopped/cause.js";

/** Only the first posting of its order. $1 id, $2 attempts that were judged */
export const REOPEN_FOUND = `
  UPDATE il.posting p SET state = 'PENDING', updated_at = clock_timestamp()
  WHERE p.id = $1 AND p.state IN ('PARKED', 'DEAD') AND p.attempts = $2 AND NOT EXISTS (
    SELECT 1 FROM il.posting e WHERE e.plant_code = p.plant_code AND e.order_number = p.order_number AND e.seq < p.seq
      AND e.state ${IS_IN_LANE})
  RETURNING p.id`;

/** $1 id, $2 worker */
export const CLAIM_FOUND = `
  UPDATE il.posting SET state = 'POSTING', attempts = attempts + 1, worker = $2, updated_at = clock_timestamp()
  WHERE id = $1`;

/** $1 id, $2 ERP document */
export const POST_FOUND = `
  UPDATE il.posting p SET state = 'POSTED', worker = NULL, problem = NULL, erp_document = $2::json,
    updated_at = clock_timestamp(), posted_at = clock_timestamp()
  WHERE p.id = $1
  RETURNING p.id, p.seq::int AS seq, p.lane, p.plant_code AS "plantCode", p.order_number AS "orderNumber", p.destination,
    p.kind, p.source_id AS "sourceId", p.operation_id AS "operationId", p.document, p.external_key AS "externalKey",
    p.state, p.attempts, p.erp_document AS "erpDocument", p.correlation_id AS "correlationId", p.traceparent,
    p.updated_at AS "updatedAt"`;

/** $1 id, $2 worker, $3 ERP document */
export const ATTEMPT_FOUND = `
  INSERT INTO il.posting_attempt (posting_id, n, action, worker, started_at, outcome, erp_document)
  SELECT id, attempts, 'PROBE', $2, updated_at, 'FOUND', $3::json FROM il.posting WHERE id = $1`;

/** The posting that the found one takes back. $1 external key, $2 from, $3 to */
export const MOVE_REVERSED = `
  UPDATE il.posting SET state = $3, updated_at = clock_timestamp() WHERE external_key = $1 AND state = $2`;

/** Whether something of the order stands before the posting, and whether that goes on by itself. $1 id */
export const STANDING_BEFORE = `
  SELECT count(*)::int AS count, bool_or(e.state IN ('PARKED', 'DEAD', 'BLOCKED_BY_HOLD')) IS TRUE AS "isStopped"
  FROM il.posting p JOIN il.posting e ON e.plant_code = p.plant_code AND e.order_number = p.order_number AND e.seq < p.seq
    AND e.state ${IS_IN_LANE}
  WHERE p.id = $1 AND p.state IN ('PARKED', 'DEAD')`;
