import type { PreparedStatement } from "../platform/persistence/unit-of-work.js";
import { POSTING_COLUMNS } from "./posting-row.js";
import { OUT_OF_THE_LANE } from "./posting-states.js";

/**
 * A worker can act on these states when their time has come. POSTING and PROBING carry the end of the worker's lease
 * in next_at: when it has passed, the worker is gone.
 */
const ACTIONABLE = "('PENDING', 'RETRY_WAIT', 'UNKNOWN', 'POSTING', 'PROBING')";

/**
 * Common table expression `heads`: the first unsettled posting of each order of one lane. It goes from order to order
 * through the index posting_lane, so that it costs one step an order however many postings stand behind its first one.
 */
const heads = (destination: string, lane: string): string => `
  heads AS (
    (SELECT id, seq, plant_code, order_number, state, next_at FROM il.posting
     WHERE destination = ${destination} AND lane = ${lane} AND state NOT IN ${OUT_OF_THE_LANE}
     ORDER BY plant_code, order_number, seq LIMIT 1)
    UNION ALL
    SELECT following.* FROM heads h CROSS JOIN LATERAL (
      SELECT id, seq, plant_code, order_number, state, next_at FROM il.posting
      WHERE destination = ${destination} AND lane = ${lane} AND state NOT IN ${OUT_OF_THE_LANE}
        AND (plant_code, order_number) > (h.plant_code, h.order_number)
      ORDER BY plant_code, order_number, seq LIMIT 1) following)`;

/** An order may have an earlier posting under another name of its ERP; then its head there comes first. */
const IS_DUE = `
  h.state IN ${ACTIONABLE} AND h.next_at <= clock_timestamp() AND NOT EXISTS (
    SELECT 1 FROM il.posting e
    WHERE e.plant_code = h.plant_code AND e.order_number = h.order_number AND e.seq < h.seq
      AND e.state NOT IN ${OUT_OF_THE_LANE})`;

/** The first unsettled posting of each order of a lane, if it is due. $1 destination, $2 lane, $3 limit, $4 ids to leave out */
export const DUE_HEADS: PreparedStatement = {
  name: "due-heads",
  text: `
  WITH RECURSIVE ${heads("$1", "$2")}
  SELECT ${POSTING_COLUMNS} FROM heads h JOIN il.posting p USING (id)
  WHERE ${IS_DUE} AND NOT h.id = ANY($4)
  ORDER BY h.seq LIMIT $3`,
};

/**
 * Lanes with at least one due head; 256 a destination at most. Walks from lane to lane and in each lane from order to
 * order until one is due, instead of reading the whole backlog. $1 destinations to leave out
 */
export const DUE_LANES: PreparedStatement = {
  name: "due-lanes",
  text: `
  WITH RECURSIVE lanes AS (
    (SELECT destination, lane FROM il.posting WHERE state NOT IN ${OUT_OF_THE_LANE}
     ORDER BY destination, lane LIMIT 1)
    UNION ALL
    SELECT following.destination, following.lane FROM lanes CROSS JOIN LATERAL (
      SELECT destination, lane FROM il.posting
      WHERE state NOT IN ${OUT_OF_THE_LANE} AND (destination, lane) > (lanes.destination, lanes.lane)
      ORDER BY destination, lane LIMIT 1) following)
  SELECT destination, lane FROM lanes
  WHERE NOT destination = ANY($1) AND EXISTS (
    WITH RECURSIVE ${heads("lanes.destination", "lanes.lane")}
    SELECT 1 FROM heads h WHERE ${IS_DUE})`,
};
