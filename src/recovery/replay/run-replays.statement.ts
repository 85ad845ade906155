import { IS_IN_LANE } from "../stopped/cause.js";

/**
 * Takes the next turn of one running replay; whoever gets it may release so many postings, so that the pace holds over
 * all processes. $1 turns a second
 */
export const TAKE_TURN = `
  UPDATE il.replay_job SET next_release_at = clock_timestamp()
    + greatest(1, rate_per_second / $1::int) * interval '1 second' / rate_per_second
  WHERE id = (SELECT id FROM il.replay_job WHERE state = 'RUNNING' AND next_release_at <= clock_timestamp()
    ORDER BY next_release_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING id, requested_by AS "requestedBy", reason, greatest(1, rate_per_second / $1::int)::int AS "releases"`;

/** Waits for an ERP that gave no answer. $1 replay, $2 pause in ms */
export const POSTPONE_TURN = `
  UPDATE il.replay_job SET next_release_at = clock_timestamp() + $2::float8 * interval '1 millisecond' WHERE id = $1`;

/** $1 replay, $2 limit */
export const NEXT_ITEMS = `
  SELECT i.position, i.posting_id AS "postingId", i.verdict, i.attempts, p.plant_code AS "plantCode",
    p.order_number AS "orderNumber", p.document, p.external_key AS "externalKey"
  FROM il.replay_item i JOIN il.posting p ON p.id = i.posting_id
  WHERE i.job_id = $1 AND i.result = 'WAITING' ORDER BY i.position LIMIT $2`;

/** The item is this transaction's, as long as the replay still runs. $1 replay, $2 position */
export const LOCK_ITEM = `
  SELECT i.position FROM il.replay_item i JOIN il.replay_job j ON j.id = i.job_id
  WHERE i.job_id = $1 AND i.position = $2 AND i.result = 'WAITING' AND j.state = 'RUNNING' FOR UPDATE OF i SKIP LOCKED`;

/** $1 replay, $2 position, $3 result */
export const SETTLE_ITEM = "UPDATE il.replay_item SET result = $3 WHERE job_id = $1 AND position = $2";

/** Brings back what the lanes have made of the released postings, of a cancelled run as well. */
export const COLLECT_RESULTS = `
  UPDATE il.replay_item i SET result = now.result FROM (
    SELECT r.job_id, r.position, CASE
      WHEN p.state IN ('POSTED', 'REVERSING', 'REVERSED') THEN 'POSTED'
      WHEN p.state IN ('PARKED', 'DEAD') THEN 'FAILED'
      WHEN p.state IN ('DISCARDED', 'AGGREGATED') THEN 'CHANGED'
      WHEN p.state = 'BLOCKED_BY_HOLD' OR EXISTS (
        SELECT 1 FROM il.posting e WHERE e.plant_code = p.plant_code AND e.order_number = p.order_number AND e.seq < p.seq
          AND e.state ${IS_IN_LANE} AND e.state IN ('PARKED', 'DEAD', 'BLOCKED_BY_HOLD')) THEN 'HELD'
      END AS result
    FROM il.replay_item r JOIN il.posting p ON p.id = r.posting_id WHERE r.result = 'RELEASED') now
  WHERE i.job_id = now.job_id AND i.position = now.position AND now.result IS NOT NULL
  RETURNING i.job_id`;

export const FINISH_RUNS = `
  UPDATE il.replay_job j SET state = 'COMPLETED', finished_at = clock_timestamp()
  WHERE state = 'RUNNING' AND NOT EXISTS (
    SELECT 1 FROM il.replay_item i WHERE i.job_id = j.id AND i.result IN ('WAITING', 'RELEASED'))
  RETURNING j.id, j.plant_code AS "plantCode", j.correlation_id AS "correlationId"`;
