import { CAUSE_COLUMNS, FINGERPRINT, IS_IN_LANE, IS_STOPPED } from "./cause.js";

const utc = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * Stopped postings by cause. An order counts once however many of its postings stopped; what stands behind a stopped
 * posting belongs to the group of the first stopped one of the order. $1 plants, null for all, $2 fingerprint or null
 */
export const FAILURE_GROUPS = `
  WITH stopped AS (
    SELECT p.id, p.seq, p.order_number, p.state, p.updated_at, p.document, ${FINGERPRINT} AS fingerprint, ${CAUSE_COLUMNS},
      coalesce((SELECT min(a.ended_at) FROM il.posting_attempt a WHERE a.posting_id = p.id), p.created_at) AS first_failure
    FROM il.posting p WHERE ${IS_STOPPED} AND ($1::text[] IS NULL OR p.plant_code = ANY($1))),
  head AS (
    SELECT DISTINCT ON ("plantCode", order_number) "plantCode", order_number, seq, fingerprint FROM stopped
    ORDER BY "plantCode", order_number, seq),
  behind AS (
    SELECT h.fingerprint, p.id, p.document FROM head h JOIN il.posting p
      ON p.plant_code = h."plantCode" AND p.order_number = h.order_number AND p.seq > h.seq
    WHERE p.state ${IS_IN_LANE} AND NOT ${IS_STOPPED}),
  amount AS (
    SELECT fingerprint, item -> 'quantity' ->> 'unit' AS unit, sum((item -> 'quantity' ->> 'value')::numeric) AS value
    FROM (SELECT fingerprint, document FROM stopped UNION ALL SELECT fingerprint, document FROM behind) d,
      json_array_elements(coalesce(d.document -> 'items', '[]')) item
    GROUP BY 1, 2)
  SELECT s.fingerprint, s."plantCode", s.destination, s.code, s.class, s."erpCode", s.field,
    ${utc("min(s.first_failure)")} AS "firstSeenAt", ${utc("max(s.updated_at)")} AS "lastSeenAt",
    count(*)::int AS postings, count(DISTINCT s.order_number)::int AS "blockedOrders",
    json_build_object('PARKED', count(*) FILTER (WHERE s.state = 'PARKED'), 'DEAD', count(*) FILTER (WHERE s.state = 'DEAD'),
      'UNKNOWN', count(*) FILTER (WHERE s.state = 'UNKNOWN')) AS states,
    (SELECT count(*)::int FROM behind b WHERE b.fingerprint = s.fingerprint) AS "heldBehind",
    (SELECT coalesce(json_agg(json_build_object('value', trim_scale(a.value)::text, 'unit', a.unit) ORDER BY a.unit), '[]')
      FROM amount a WHERE a.fingerprint = s.fingerprint AND a.unit IS NOT NULL) AS "blockedQuantity",
    (SELECT json_build_object('owner', g.owner, 'note', g.note, 'assignedBy', g.assigned_by)
      FROM il.failure_group g WHERE g.fingerprint = s.fingerprint) AS assignment
  FROM stopped s WHERE $2::text IS NULL OR s.fingerprint = $2
  GROUP BY s.fingerprint, s."plantCode", s.destination, s.code, s.class, s."erpCode", s.field
  ORDER BY "blockedOrders" DESC, s.fingerprint`;
