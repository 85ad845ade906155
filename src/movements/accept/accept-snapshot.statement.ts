import { COMMON_COLUMNS, FRESH, REPLAYS, STATUS_AND_AUDIT, VERDICTS, claimKeys } from "../../platform/accept/public.js";
import { batchRows } from "../../platform/persistence/batch-writer.js";

const COLUMNS = { ...COMMON_COLUMNS, as_of: "timestamptz" } as const;

/** Stores stock snapshots; their balances come into force when the workflow has checked them. */
export const ACCEPT_SNAPSHOTS = {
  columns: COLUMNS,
  text: `
  WITH input AS MATERIALIZED (${batchRows(COLUMNS)}),
  ${REPLAYS},
  judged AS MATERIALIZED (
    SELECT i.n, NULL::text AS existing_operation_id, CASE WHEN r.n IS NOT NULL THEN 'REPLAYED' END AS refusal,
      r.n IS NULL AS is_fresh, NULL::json AS detail
    FROM input i LEFT JOIN replay r USING (n)),
  ${FRESH},
  ${claimKeys(7)},
  inserted AS (
    INSERT INTO il.stock_snapshot (id, plant_code, as_of, document, document_hash, client_id, operation_id,
      correlation_id, traceparent)
    SELECT id, plant_code, as_of, document::json, document_hash, client_id, operation_id, correlation_id, traceparent
    FROM fresh RETURNING id),
  stored AS (SELECT f.* FROM fresh f JOIN inserted USING (id)),
  ${STATUS_AND_AUDIT},
  commanded AS (
    INSERT INTO il.engine_command (kind, flow, workflow_id, input)
    SELECT 'START', 'stock-snapshot@1', 'stock-snapshot:' || id, json_build_object('snapshotId', id)
    FROM stored)
  ${VERDICTS}`,
};
