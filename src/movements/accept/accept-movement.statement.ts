import { COMMON_COLUMNS, FRESH, REPLAYS, STATUS_AND_AUDIT, VERDICTS, claimKeys } from "../../platform/accept/public.js";
import { batchRows } from "../../platform/persistence/batch-writer.js";
import { lotNumbersOf, materialNumbersOf } from "../document-columns.js";

const COLUMNS = {
  ...COMMON_COLUMNS,
  movement_number: "text",
  lane_key: "text",
  movement_type: "text",
  order_number: "text",
} as const;

/**
 * Stores movements. Whether order, material and lot exist is for the workflow to say: what happened in the plant has
 * happened. Two movements with the same content are two movements; only the key tells a repeat.
 */
export const ACCEPT_MOVEMENTS = {
  columns: COLUMNS,
  text: `
  WITH input AS MATERIALIZED (${batchRows(COLUMNS)}),
  ${REPLAYS},
  judged AS MATERIALIZED (
    SELECT i.n, NULL::text AS existing_operation_id, CASE WHEN r.n IS NOT NULL THEN 'REPLAYED' END AS refusal,
      r.n IS NULL AS is_fresh, NULL::json AS detail
    FROM input i LEFT JOIN replay r USING (n)),
  ${FRESH},
  ${claimKeys(400)},
  inserted AS (
    INSERT INTO il.movement (id, plant_code, movement_number, lane_key, movement_type, order_number, document,
      document_hash, material_numbers, lot_numbers, client_id, operation_id, correlation_id, traceparent)
    SELECT id, plant_code, movement_number, lane_key, movement_type, order_number, document::json,
      document_hash, ${materialNumbersOf("document::json")}, ${lotNumbersOf("document::json")}, client_id, operation_id,
      correlation_id, traceparent
    FROM fresh RETURNING id),
  stored AS (SELECT f.* FROM fresh f JOIN inserted USING (id)),
  ${STATUS_AND_AUDIT},
  commanded AS (
    INSERT INTO il.engine_command (kind, flow, workflow_id, input)
    SELECT 'START', 'movement-to-erp@1', 'movement:' || id, json_build_object('movementId', id)
    FROM stored)
  ${VERDICTS}`,
};
