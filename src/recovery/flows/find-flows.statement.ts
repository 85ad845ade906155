import { IS_IN_LANE } from "../stopped/cause.js";

const utc = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const COLUMNS = `s.id, s.kind, s.plant_code AS "plantCode", s.resource, s.client_id AS "clientId",
  s.correlation_id AS "correlationId", s.state, ${utc("s.submitted_at")} AS "submittedAt",
  ${utc("s.finished_at")} AS "finishedAt", s.problem ->> 'code' AS code, s.problem ->> 'detail' AS detail`;

/** Ids of operations are ULIDs: the newest are the last of the primary key. */
const PAGE = `($1::text[] IS NULL OR s.plant_code = ANY($1)) AND ($2::text IS NULL OR s.plant_code = $2)
  ORDER BY s.id DESC LIMIT $3`;

/** $1 plants or null, $2 plant or null, $3 limit, $4 any id */
export const FLOWS_ABOUT_ID = `
  SELECT ${COLUMNS} FROM il.operation_status s WHERE s.id IN (
    SELECT $4 UNION SELECT id FROM il.operation_status WHERE correlation_id = $4
    UNION SELECT operation_id FROM il.posting WHERE id = $4
    UNION SELECT operation_id FROM il.posting WHERE source_id = $4
    UNION SELECT operation_id FROM il.posting WHERE external_key = $4
    UNION SELECT operation_id FROM il.confirmation WHERE id = $4
    UNION SELECT operation_id FROM il.movement WHERE id = $4) AND ${PAGE}`;

/** $1 to $3 as above, $4 plant, $5 order, or number of a movement without one */
export const FLOWS_ABOUT_ORDER = `
  SELECT ${COLUMNS} FROM il.operation_status s WHERE s.id IN (
    SELECT operation_id FROM il.production_order WHERE plant_code = $4 AND order_number = $5
    UNION SELECT operation_id FROM il.acknowledgement WHERE plant_code = $4 AND order_number = $5
    UNION SELECT operation_id FROM il.confirmation WHERE plant_code = $4 AND order_number = $5
    UNION SELECT operation_id FROM il.movement WHERE plant_code = $4 AND order_number = $5
    UNION SELECT operation_id FROM il.movement WHERE plant_code = $4 AND movement_number = $5
    UNION SELECT operation_id FROM il.posting WHERE plant_code = $4 AND order_number = $5) AND ${PAGE}`;

/** $1 to $3 as above, $4 whether only what is under way is asked for. What is open is found by partial indexes. */
export const RECENT_FLOWS = `
  SELECT ${COLUMNS} FROM il.operation_status s
  WHERE ($4 IS FALSE OR s.id IN (
    SELECT operation_id FROM il.posting WHERE state ${IS_IN_LANE}
    UNION SELECT operation_id FROM il.confirmation WHERE state IN ('RECEIVED', 'WAITING_FOR_SEQUENCE', 'QUARANTINED')
    UNION SELECT operation_id FROM il.movement WHERE state = 'QUARANTINED')) AND ${PAGE}`;

/** $1 id */
export const FLOW_BY_ID = `SELECT ${COLUMNS} FROM il.operation_status s WHERE s.id = $1`;
