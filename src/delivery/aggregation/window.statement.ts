/** A posting that was tried, which is for when nobody closed its window, is never put into another document. */
const WAITS = "window_until IS NOT NULL AND state = 'PENDING' AND attempts = 0";
const IN_WINDOW = `plant_code = $1 AND order_number = $2 AND ${WAITS}`;

/** Postings of an order that wait in its window, and when it ends. $1 plant, $2 order */
export const OPEN_WINDOW = `
  SELECT count(*)::int AS count, min(window_until) AS until FROM il.posting WHERE ${IN_WINDOW}`;

/** They are nobody else's until the transaction ends: a worker that claims one waits and finds it gone. $1 plant, $2 order */
export const LOCK_WINDOW = `
  SELECT id, destination, kind, document, correlation_id, traceparent,
    extract(epoch FROM sla_due_at - sla_from)::float8 * 1000 AS sla_ms
  FROM il.posting WHERE ${IN_WINDOW} ORDER BY seq FOR UPDATE`;

/** True when something of the order stands behind the first of them that is not in the window. $1 plant, $2 order, $3 first */
export const HAS_FOLLOWER = `
  SELECT EXISTS (
    SELECT 1 FROM il.posting p WHERE plant_code = $1 AND order_number = $2
      AND seq > (SELECT seq FROM il.posting WHERE id = $3) AND NOT (${WAITS})
      AND state NOT IN ('POSTED', 'DISCARDED', 'AGGREGATED', 'REVERSED')) AS "hasFollower"`;

/** $1 ids, $2 now. They are due now, and their timers run from now on. */
export const END_WINDOW = `
  UPDATE il.posting SET window_until = NULL, next_at = clock_timestamp(), updated_at = clock_timestamp(),
    sla_due_at = $2::timestamptz + (sla_due_at - sla_from), sla_from = $2
  WHERE id = ANY($1) AND state = 'PENDING'`;

/** $1: JSON pairs of member and aggregate. */
export const AGGREGATE_MEMBERS = `
  UPDATE il.posting p SET state = 'AGGREGATED', aggregated_into = m.aggregate, window_until = NULL,
    updated_at = clock_timestamp()
  FROM json_to_recordset($1) AS m(member text, aggregate text) WHERE p.id = m.member`;

/** Orders whose window has ended, the longest first. $1 now, $2 limit */
export const ENDED_WINDOWS = `
  SELECT plant_code AS "plantCode", order_number AS "orderNumber" FROM il.posting
  WHERE ${WAITS} AND window_until <= $1 GROUP BY plant_code, order_number
  ORDER BY min(window_until), plant_code, order_number LIMIT $2`;
