import { COMMON_COLUMNS, FRESH, REPLAYS, STATUS_AND_AUDIT, VERDICTS, claimKeys } from "../../platform/accept/public.js";
import { batchRows } from "../../platform/persistence/batch-writer.js";

const COLUMNS = {
  ...COMMON_COLUMNS,
  movement_number: "text",
  reverses: "text",
  if_match: "int",
} as const;

/**
 * Stores reversals: a movement of its own with the lines of the one it takes back, in the same lane. The document of the
 * request says why and when. The unique index on `reverses` decides between two that come at once.
 */
export const ACCEPT_REVERSALS = {
  columns: COLUMNS,
  text: `
  WITH input AS MATERIALIZED (${batchRows(COLUMNS)}),
  ${REPLAYS},
  judged AS MATERIALIZED (
    SELECT verdict.*, refusal IS NULL AS is_fresh
    FROM input i LEFT JOIN replay r USING (n)
      LEFT JOIN LATERAL (SELECT * FROM il.movement m WHERE m.id = i.reverses LIMIT 1) m ON true
      LEFT JOIN LATERAL (SELECT id FROM il.movement b
        WHERE b.reverses = i.reverses AND b.state <> 'PARKED' LIMIT 1) b ON true,
    LATERAL (SELECT i.n, NULL::text AS existing_operation_id,
      CASE WHEN r.n IS NOT NULL THEN 'REPLAYED'
           WHEN m.id IS NULL THEN 'MOVEMENT_NOT_FOUND'
           WHEN b.id IS NOT NULL THEN 'ALREADY_REVERSED'
           WHEN i.if_match IS NOT NULL AND i.if_match <> m.version THEN 'ETAG_MISMATCH'
           WHEN m.reverses IS NOT NULL OR m.confirmation_id IS NOT NULL OR m.state NOT IN ('APPLIED', 'POSTED')
             THEN 'REVERSAL_NOT_POSSIBLE' END AS refusal,
      json_build_object('movementId', i.reverses, 'reversedBy', b.id, 'version', m.version, 'state', m.state,
        'reverses', m.reverses, 'confirmationId', m.confirmation_id) AS detail) verdict),
  ${FRESH},
  ${claimKeys(400)},
  inserted AS (
    INSERT INTO il.movement (id, plant_code, movement_number, lane_key, movement_type, order_number, document,
      document_hash, material_numbers, lot_numbers, client_id, operation_id, reverses, correlation_id, traceparent)
    SELECT f.id, m.plant_code, f.movement_number, m.lane_key, m.movement_type, m.order_number,
      (m.document::jsonb - 'postingDate' || f.document::jsonb)::json, f.document_hash, m.material_numbers, m.lot_numbers,
      f.client_id, f.operation_id, m.id, f.correlation_id, f.traceparent
    FROM fresh f JOIN il.movement m ON m.id = f.reverses RETURNING id),
  stored AS (SELECT f.* FROM fresh f JOIN inserted USING (id)),
  ${STATUS_AND_AUDIT},
  commanded AS (
    INSERT INTO il.engine_command (kind, flow, workflow_id, input)
    SELECT 'START', 'movement-to-erp@1', 'movement:' || id, json_build_object('movementId', id)
    FROM stored)
  ${VERDICTS}`,
};
