import { IS_IN_LANE } from "../stopped/cause.js";

const utc = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** By source or by order, for which there are indexes. */
const FOUND = `
    SELECT id FROM il.posting WHERE source_id = ANY($2) AND operation_id = ANY($1)
    UNION SELECT p.id FROM unnest($3::text[], $4::text[]) o(plant_code, order_number)
      JOIN il.posting p ON p.plant_code = o.plant_code AND p.order_number = o.order_number AND p.operation_id = ANY($1)`;

const ATTEMPTS = `
    SELECT coalesce(json_agg(json_build_object('n', a.n, 'action', a.action, 'outcome', a.outcome, 'worker', a.worker,
      'startedAt', ${utc("a.started_at")}, 'endedAt', ${utc("a.ended_at")}, 'code', a.problem ->> 'code') ORDER BY a.n), '[]')
    FROM il.posting_attempt a WHERE a.posting_id = t.id`;

const BEHIND = `
    SELECT json_build_object('id', e.id, 'kind', e.kind, 'state', e.state) FROM il.posting e
    WHERE t.state ${IS_IN_LANE} AND e.plant_code = t.plant_code AND e.order_number = t.order_number AND e.seq < t.seq
      AND e.state ${IS_IN_LANE} ORDER BY e.seq LIMIT 1`;

/**
 * Postings of operations, in the order of the ledger. What is carried by another posting is told with the progress of that
 * one. $1 operations, $2 sources, $3 plants and $4 orders, a pair for each order
 */
export const POSTINGS_OF_FLOWS = `
  SELECT p.operation_id AS "operationId", json_build_object('id', p.id, 'kind', p.kind, 'destination', p.destination,
    'state', t.state, 'latencyClass', p.latency_class, 'externalKey', t.external_key, 'carriedBy', p.aggregated_into,
    'attempts', (${ATTEMPTS}), 'enqueuedAt', ${utc("p.created_at")},
    'nextAttemptAt', CASE WHEN t.state IN ('PENDING', 'RETRY_WAIT', 'UNKNOWN') AND (${BEHIND}) IS NULL THEN ${utc("t.next_at")} END,
    'postedAt', ${utc("t.posted_at")}, 'erpDocument', t.erp_document, 'code', t.problem ->> 'code',
    'detail', t.problem ->> 'detail', 'behind', (${BEHIND})) AS posting
  FROM il.posting p JOIN il.posting t ON t.id = coalesce(p.aggregated_into, p.id) WHERE p.id IN (${FOUND}) ORDER BY p.seq`;

/** $1 ids of confirmations and movements, $2 plants and $3 orders, a pair for each order */
export const SUBJECTS_OF_FLOWS = `
  SELECT 'confirmation' AS type, id, order_number AS "orderNumber", state, reason, ${utc("applied_at")} AS at, plant_code AS "plantCode"
  FROM il.confirmation WHERE id = ANY($1)
  UNION ALL SELECT 'movement', id, order_number, state, reason, ${utc("updated_at")}, plant_code
  FROM il.movement WHERE id = ANY($1)
  UNION ALL SELECT 'production-order', r.order_number, r.order_number, r.sync_state, r.findings -> 0 ->> 'message',
    ${utc("r.updated_at")}, r.plant_code
  FROM unnest($2::text[], $3::text[]) o(plant_code, order_number) JOIN il.production_order r USING (plant_code, order_number)`;
