import { POSTING_COLUMNS } from "./posting-row.js";
import { OUT_OF_THE_LANE } from "./posting-states.js";

/**
 * A worker can act on these states when their time has come. POSTING and PROBING carry the end of the worker's lease
 * in next_at: when it has passed, the worker is gone.
 */
const ACTIONABLE = "('PENDING', 'RETRY_WAIT', 'UNKNOWN', 'POSTING', 'PROBING')";

/** The first unsettled posting of each order of a lane, if it is due. $1 destination, $2 lane, $3 limit */
export const DUE_HEADS = `
  WITH heads AS (
    SELECT DISTINCT ON (plant_code, order_number) id, seq, state, next_at FROM il.posting
    WHERE destination = $1 AND lane = $2 AND state NOT IN ${OUT_OF_THE_LANE}
    ORDER BY plant_code, order_number, seq)
  SELECT ${POSTING_COLUMNS} FROM heads h JOIN il.posting p USING (id)
  WHERE h.state IN ${ACTIONABLE} AND h.next_at <= clock_timestamp()
  ORDER BY h.seq LIMIT $3`;

/**
 * Lanes with at least one due head. Walks from lane to lane through the index instead of reading the whole backlog.
 * $1 limit, $2 destinations to leave out
 */
export const DUE_LANES = `
  WITH RECURSIVE lanes AS (
    (SELECT destination, lane FROM il.posting WHERE state NOT IN ${OUT_OF_THE_LANE}
     ORDER BY destination, lane LIMIT 1)
    UNION ALL
    SELECT following.destination, following.lane FROM lanes CROSS JOIN LATERAL (
      SELECT destination, lane FROM il.posting
      WHERE state NOT IN ${OUT_OF_THE_LANE} AND (destination, lane) > (lanes.destination, lanes.lane)
      ORDER BY destination, lane LIMIT 1) following)
  SELECT destination, lane FROM lanes
  WHERE NOT destination = ANY($2) AND EXISTS (
    SELECT 1 FROM il.posting p
    WHERE p.destination = lanes.destination AND p.lane = lanes.lane AND p.state NOT IN ${OUT_OF_THE_LANE}
      AND p.state IN ${ACTIONABLE} AND p.next_at <= clock_timestamp()
      AND NOT EXISTS (
        SELECT 1 FROM il.posting e
        WHERE e.plant_code = p.plant_code AND e.order_number = p.order_number AND e.destination = p.destination
          AND e.seq < p.seq AND e.state NOT IN ${OUT_OF_THE_LANE}))
  LIMIT $1`;
