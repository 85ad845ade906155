import { COMMON_COLUMNS, FRESH, REPLAYS, STATUS_AND_AUDIT, VERDICTS, claimKeys } from "../../platform/accept/public.js";
import { RELEASE_WORKFLOW_ID } from "../release/release-workflow-id.js";
import { batchRows } from "../../platform/persistence/batch-writer.js";

const COLUMNS = {
  ...COMMON_COLUMNS,
  order_number: "text",
  if_match: "int",
  dispatch_id: "text",
  result: "text",
} as const;

/**
 * Stores the answer of an MES to a dispatch and signals the order's release workflow. The order's row is locked while
 * it is judged, so that an answer cannot be accepted beside the workflow's decision to give up.
 */
export const ACCEPT_ACKNOWLEDGEMENTS = {
  columns: COLUMNS,
  text: `
  WITH input AS MATERIALIZED (${batchRows(COLUMNS)}),
  ${REPLAYS},
  judged AS MATERIALIZED (
    SELECT verdict.*, refusal IS NULL AS is_fresh
    FROM input i LEFT JOIN replay r USING (n) LEFT JOIN LATERAL (
      SELECT * FROM il.production_order p
      WHERE p.plant_code = i.plant_code AND p.order_number = i.order_number LIMIT 1 FOR NO KEY UPDATE) o ON true LEFT JOIN LATERAL (
      SELECT * FROM il.acknowledgement p WHERE p.plant_code = i.plant_code AND p.order_number = i.order_number
        AND p.dispatch_id = i.dispatch_id LIMIT 1) a ON true,
    LATERAL (SELECT i.n, a.operation_id AS existing_operation_id, o.revision, o.release_run,
      CASE
        WHEN r.n IS NOT NULL THEN 'REPLAYED'
        WHEN o.id IS NULL THEN 'ORDER_NOT_FOUND'
        WHEN i.if_match IS NOT NULL AND i.if_match <> o.version THEN 'ETAG_MISMATCH'
        WHEN a.id IS NOT NULL AND a.result = i.result THEN 'SAME'
        WHEN a.id IS NOT NULL OR o.dispatch_id IS DISTINCT FROM i.dispatch_id
          OR o.state IN ('CANCELLED', 'ABORTED') OR o.sync_state NOT IN ('DISPATCHING', 'RETRY_WAIT', 'DISPATCHED', 'ACK_TIMEOUT')
          THEN 'ACKNOWLEDGEMENT_NOT_EXPECTED'
      END AS refusal,
      json_build_object('version', o.version, 'syncState', o.sync_state, 'dispatchId', o.dispatch_id) AS detail) verdict),
  ${FRESH},
  ${claimKeys(7)},
  inserted AS (
    INSERT INTO il.acknowledgement (id, plant_code, order_number, dispatch_id, result, document, operation_id, client_id)
    SELECT id, plant_code, order_number, dispatch_id, result, document::json, operation_id, client_id
    FROM fresh RETURNING id),
  stored AS (SELECT f.*, j.revision, j.release_run FROM fresh f JOIN inserted USING (id) JOIN judged j USING (n)),
  ${STATUS_AND_AUDIT},
  commanded AS (
    INSERT INTO il.engine_command (kind, workflow_id, topic, input)
    SELECT 'SIGNAL', ${RELEASE_WORKFLOW_ID}, 'acknowledgement',
      json_build_object('acknowledgementId', id, 'operationId', operation_id, 'dispatchId', dispatch_id,
        'result', result, 'code', document::json -> 'code', 'reason', document::json -> 'reason',
        'mesOrderRef', document::json -> 'mesOrderRef', 'clientId', client_id)
    FROM stored)
  ${VERDICTS}`,
};
