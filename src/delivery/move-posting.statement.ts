import type { PreparedStatement } from "../platform/persistence/unit-of-work.js";
import { IS_POSTING_HELD } from "../quality/public.js";
import { POSTING_COLUMNS } from "./posting-row.js";
import { OUT_OF_THE_LANE } from "./posting-states.js";

/** Writes the audit entry that AuditLog.prepare has made, if the posting moved. */
const audited = (actor: string, mac: string, entry: string): string => `
  audited AS (
    INSERT INTO il.audit_entry (actor, action, resource_type, resource_id, plant_code, correlation_id, entry, mac)
    SELECT ${actor}, 'posting:move', 'posting', m.id, m.plant_code, m.correlation_id, ${entry}::json, ${mac} FROM moved m)`;

/**
 * Takes a posting for one send or probe. It changes nothing when somebody else was faster, or when an earlier posting
 * of the order still stands in a lane: this is where the order inside a key is guaranteed. The destination does not
 * matter: an ERP that was renamed must not get the new postings of an order before the old ones. Nor is a posting sent that
 * a hold keeps back; looking one up is no sending.
 *
 * One statement with its audit entry, so that it is a transaction of its own without a round trip for its ends.
 * $1 id, $2 expected state, $3 expected attempts, $4 new state, $5 worker, $6 lease in ms, $7 actor, $8 mac, $9 audit entry
 */
export const CLAIM_POSTING: PreparedStatement = {
  name: "claim-posting",
  text: `
  WITH moved AS (
    UPDATE il.posting p SET state = $4, attempts = p.attempts + 1, worker = $5, updated_at = clock_timestamp(),
      next_at = clock_timestamp() + $6::float8 * interval '1 millisecond',
      retry_since = coalesce(p.retry_since, clock_timestamp())
    WHERE p.id = $1 AND p.state = $2 AND p.attempts = $3 AND NOT EXISTS (
      SELECT 1 FROM il.posting e
      WHERE e.plant_code = p.plant_code AND e.order_number = p.order_number AND e.seq < p.seq AND e.state NOT IN ${OUT_OF_THE_LANE})
      AND ($4 <> 'POSTING' OR NOT (${IS_POSTING_HELD}))
    RETURNING ${POSTING_COLUMNS}),
  ${audited("$7", "$8", "$9")}
  SELECT * FROM moved`,
};

/**
 * Every other transition, with its attempt, audit entry and event, in one statement.
 * $1 id, $2 expected state, $3 expected attempts, $4 new state, $5 delay in ms until it is due, $6 problem, $7 ERP document,
 * $8 actor, $9 mac, $10 audit entry; attempt: $11 action, $12 worker, $13 started at, $14 outcome or null; event or null:
 * $15 id, $16 type, $17 partition key, $18 text
 */
export const MOVE_POSTING: PreparedStatement = {
  name: "move-posting",
  text: `
  WITH moved AS (
    UPDATE il.posting p SET state = $4, worker = NULL, problem = $6::json,
      erp_document = coalesce($7::json, p.erp_document), updated_at = clock_timestamp(),
      next_at = clock_timestamp() + $5::float8 * interval '1 millisecond',
      posted_at = CASE WHEN $4 = 'POSTED' THEN clock_timestamp() ELSE p.posted_at END
    WHERE p.id = $1 AND p.state = $2 AND p.attempts = $3
    RETURNING p.id, p.plant_code, p.correlation_id, p.updated_at),
  attempted AS (
    INSERT INTO il.posting_attempt (posting_id, n, action, worker, started_at, ended_at, outcome, problem, erp_document)
    SELECT m.id, $3, $11, $12, $13::timestamptz, clock_timestamp(), $14, $6::json, $7::json FROM moved m WHERE $14::text IS NOT NULL),
  ${audited("$8", "$9", "$10")},
  told AS (
    INSERT INTO il.outbox (event_id, type, plant_code, partition_key, event)
    SELECT $15, $16, m.plant_code, $17, $18 FROM moved m WHERE $15::text IS NOT NULL)
  SELECT updated_at FROM moved`,
};

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
