import { IS_POSTING_HELD } from "../quality/public.js";
import { POSTING_COLUMNS } from "./posting-row.js";
import { OUT_OF_THE_LANE } from "./posting-states.js";

/**
 * Takes a posting for one send or probe. It changes nothing when somebody else was faster, or when an earlier posting
 * of the order still stands in a lane: this is where the order inside a key is guaranteed. The destination does not
 * matter: an ERP that was renamed must not get the new postings of an order before the old ones. Nor is a posting sent that
 * a hold keeps back; looking one up is no sending.
 * $1 id, $2 expected state, $3 expected attempts, $4 new state, $5 worker, $6 lease in ms
 */
export const CLAIM_POSTING = `
  UPDATE il.posting p SET state = $4, attempts = p.attempts + 1, worker = $5, updated_at = clock_timestamp(),
    next_at = clock_timestamp() + $6::float8 * interval '1 millisecond',
    retry_since = coalesce(p.retry_since, clock_timestamp())
  WHERE p.id = $1 AND p.state = $2 AND p.attempts = $3 AND NOT EXISTS (
    SELECT 1 FROM il.posting e
    WHERE e.plant_code = p.plant_code AND e.order_number = p.order_number AND e.seq < p.seq AND e.state NOT IN ${OUT_OF_THE_LANE})
    AND ($4 <> 'POSTING' OR NOT (${IS_POSTING_HELD}))
  RETURNING ${POSTING_COLUMNS}`;

/**
 * Every other transition. $1 id, $2 expected state, $3 expected attempts, $4 new state, $5 delay in ms until it is due,
 * $6 problem, $7 ERP document
 */
export const MOVE_POSTING = `
  UPDATE il.posting p SET state = $4, worker = NULL, problem = $6::json,
    erp_document = coalesce($7::json, p.erp_document), updated_at = clock_timestamp(),
    next_at = clock_timestamp() + $5::float8 * interval '1 millisecond',
    posted_at = CASE WHEN $4 = 'POSTED' THEN clock_timestamp() ELSE p.posted_at END
  WHERE p.id = $1 AND p.state = $2 AND p.attempts = $3
  RETURNING ${POSTING_COLUMNS}`;

/** $1 id, $2 expected state; the release starts the patience of retries again. */
export const RELEASE_POSTING = `
  UPDATE il.posting p SET state = 'PENDING', next_at = clock_timestamp(), updated_at = clock_timestamp(), retry_since = NULL
  WHERE p.id = $1 AND p.state = $2
  RETURNING ${POSTING_COLUMNS}`;

/** $1 worker. The rows are due at once; the usual takeover does the rest. */
export const END_LEASES = `
  UPDATE il.posting SET next_at = clock_timestamp()
  WHERE worker = $1 AND state IN ('POSTING', 'PROBING') AND state NOT IN ${OUT_OF_THE_LANE} AND next_at > clock_timestamp()
  RETURNING id`;

/** $1 id, $2 expected state, $3 expected attempts, $4 delay in ms. A posting that was taken meanwhile keeps its lease. */
export const POSTPONE_POSTING = `
  UPDATE il.posting SET next_at = clock_timestamp() + $4::float8 * interval '1 millisecond'
  WHERE id = $1 AND state = $2 AND attempts = $3
  RETURNING id`;

/** $1 posting, $2 n, $3 action, $4 worker, $5 started at, $6 outcome, $7 problem, $8 ERP document */
export const INSERT_ATTEMPT = `
  INSERT INTO il.posting_attempt (posting_id, n, action, worker, started_at, ended_at, outcome, problem, erp_document)
  VALUES ($1, $2, $3, $4, $5, clock_timestamp(), $6, $7, $8)`;

/** What happened since the last send, which the resend rule judges. $1 posting */
export const PROBES_SINCE_SEND = `
  WITH sent AS (SELECT max(n) AS n, max(ended_at) AS at FROM il.posting_attempt WHERE posting_id = $1 AND action = 'SEND')
  SELECT extract(epoch FROM clock_timestamp() - sent.at)::float8 * 1000 AS since_send_ms,
    (SELECT count(*)::int FROM il.posting_attempt a WHERE a.posting_id = $1 AND a.action = 'SEND') AS sends,
    (SELECT count(*)::int FROM il.posting_attempt a
     WHERE a.posting_id = $1 AND a.action = 'PROBE' AND a.n > sent.n) AS probes,
    (SELECT count(*)::int FROM il.posting_attempt a
     WHERE a.posting_id = $1 AND a.action = 'PROBE' AND a.outcome = 'NOT_FOUND' AND a.n > sent.n) AS not_found
  FROM sent`;
