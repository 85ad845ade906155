import { POSTING_COLUMNS } from "./posting-row.js";
import { OUT_OF_THE_LANE } from "./posting-states.js";

const IS_STOPPED = "p.state IN ('PARKED', 'DEAD')";

const NOTHING_BEFORE = `NOT EXISTS (
    SELECT 1 FROM il.posting e WHERE e.plant_code = p.plant_code AND e.order_number = p.order_number AND e.seq < p.seq
      AND e.state NOT IN ${OUT_OF_THE_LANE})`;

/** $1 id */
export const PLACE_OF_POSTING = `SELECT p.plant_code, p.order_number FROM il.posting p WHERE p.id = $1`;

/** $1 id */
export const LOCK_POSTING = `SELECT ${POSTING_COLUMNS} FROM il.posting p WHERE p.id = $1 FOR UPDATE OF p`;

/** The time of the stop stays: what was edited after it is worth another try. $1 id, $2 document */
export const REPLACE_DOCUMENT = `UPDATE il.posting p SET document = $2 WHERE p.id = $1 AND ${IS_STOPPED} RETURNING p.id`;

/** $1 id */
export const DISCARD_POSTING = `
  UPDATE il.posting p SET state = 'DISCARDED', updated_at = clock_timestamp() WHERE p.id = $1 AND ${IS_STOPPED}
  RETURNING ${POSTING_COLUMNS}`;

/** Only the first posting of its order. $1 id, $2 attempts that were judged */
export const REOPEN_FOUND = `
  UPDATE il.posting p SET state = 'PENDING', updated_at = clock_timestamp()
  WHERE p.id = $1 AND ${IS_STOPPED} AND p.attempts = $2 AND ${NOTHING_BEFORE} RETURNING p.id`;

/** $1 id, $2 worker */
export const CLAIM_FOUND = `
  UPDATE il.posting SET state = 'POSTING', attempts = attempts + 1, worker = $2, updated_at = clock_timestamp()
  WHERE id = $1`;

/** $1 id, $2 worker, $3 ERP document */
export const ATTEMPT_FOUND = `
  INSERT INTO il.posting_attempt (posting_id, n, action, worker, started_at, outcome, erp_document)
  SELECT id, attempts, 'PROBE', $2, updated_at, 'FOUND', $3::json FROM il.posting WHERE id = $1`;

/** $1 id, $2 ERP document */
export const POST_FOUND = `
  UPDATE il.posting p SET state = 'POSTED', worker = NULL, problem = NULL, erp_document = $2::json,
    updated_at = clock_timestamp(), posted_at = clock_timestamp()
  WHERE p.id = $1 RETURNING ${POSTING_COLUMNS}`;

/** Whether something of the order stands before the posting, and whether that goes on by itself. $1 id */
export const STANDING_BEFORE = `
  SELECT count(*)::int AS count, bool_or(e.state IN ('PARKED', 'DEAD', 'BLOCKED_BY_HOLD')) IS TRUE AS "isStopped"
  FROM il.posting p JOIN il.posting e ON e.plant_code = p.plant_code AND e.order_number = p.order_number AND e.seq < p.seq
    AND e.state NOT IN ${OUT_OF_THE_LANE}
  WHERE p.id = $1 AND ${IS_STOPPED}`;
