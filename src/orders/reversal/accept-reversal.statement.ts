import { COMMON_COLUMNS, FRESH, REPLAYS, STATUS_AND_AUDIT, VERDICTS, claimKeys } from "../../platform/accept/public.js";
import { batchRows } from "../../platform/persistence/batch-writer.js";

const COLUMNS = {
  ...COMMON_COLUMNS,
  order_number: "text",
  reverses: "text",
  reason_code: "text",
  occurred_at: "text",
  posting_date: "text",
  if_match: "int",
  is_forbidden: "boolean",
  dependents: "json",
} as const;

/**
 * Stores reversals: a new confirmation with the report of the reversed one, which it points at. The version of a
 * confirmation counts the moves of its postings too, as readers see it (read-confirmations.ts).
 */
export const ACCEPT_REVERSALS = {
  columns: COLUMNS,
  text: `
  WITH input AS MATERIALIZED (${batchRows(COLUMNS)}),
  ${REPLAYS},
  judged AS MATERIALIZED (
    SELECT verdict.*, refusal IS NULL AS is_fresh
    FROM input i LEFT JOIN replay r USING (n) LEFT JOIN LATERAL (
      SELECT p.*, p.version + coalesce((
        SELECT sum(s.attempts + coalesce(a.attempts, 0) + 1)
        FROM il.posting s LEFT JOIN il.posting a ON a.id = s.aggregated_into WHERE s.source_id = p.id), 0)::int AS shown
      FROM il.confirmation p WHERE p.plant_code = i.plant_code AND p.order_number = i.order_number AND p.id = i.reverses
      LIMIT 1) c ON true LEFT JOIN LATERAL (
      SELECT state FROM il.production_order p
      WHERE p.plant_code = i.plant_code AND p.order_number = i.order_number LIMIT 1) o ON true LEFT JOIN LATERAL (
      SELECT id FROM il.confirmation p WHERE p.reverses = i.reverses AND p.state <> 'PARKED' LIMIT 1) x ON true,
    LATERAL (SELECT i.n, NULL::text AS existing_operation_id, c.operation_number, c.kind, c.document AS report,
      CASE
        WHEN r.n IS NOT NULL THEN 'REPLAYED'
        WHEN c.id IS NULL THEN 'CONFIRMATION_NOT_FOUND'
        WHEN x.id IS NOT NULL THEN 'ALREADY_REVERSED'
        WHEN c.reverses IS NOT NULL OR c.state <> 'APPLIED' OR c.kind IN ('START', 'PAUSE', 'RESUME')
          THEN 'REVERSAL_NOT_POSSIBLE'
        WHEN o.state IN ('CLOSED', 'CANCELLED', 'ABORTED') THEN 'ORDER_CLOSED'
        WHEN i.dependents <> '[]' THEN 'REVERSAL_NOT_POSSIBLE'
        WHEN i.if_match IS NOT NULL AND i.if_match <> c.shown THEN 'ETAG_MISMATCH'
        WHEN i.is_forbidden THEN 'FORBIDDEN_ACTION'
      END AS refusal,
      json_build_object('version', c.shown, 'state', o.state, 'confirmationState', c.state, 'kind', c.kind,
        'reversedBy', x.id, 'reverses', c.reverses, 'dependents', i.dependents::json) AS detail) verdict),
  ${FRESH},
  ${claimKeys(400)},
  inserted AS (
    INSERT INTO il.confirmation (id, plant_code, order_number, client_id, operation_number, kind, document,
      document_hash, operation_id, correlation_id, traceparent, reverses, reversal_reason_code)
    SELECT f.id, f.plant_code, f.order_number, f.client_id, j.operation_number, j.kind,
      -- The report as it is taken back: without its number, at the time and day of the reversal.
      ((j.report::jsonb - 'sequence' - 'postingDate') || jsonb_build_object('occurredAt', f.occurred_at)
        || CASE WHEN f.posting_date IS NULL THEN '{}' ELSE jsonb_build_object('postingDate', f.posting_date) END)::json,
      f.document_hash, f.operation_id, f.correlation_id, f.traceparent, f.reverses, f.reason_code
    FROM fresh f JOIN judged j USING (n) RETURNING id),
  stored AS (SELECT f.* FROM fresh f JOIN inserted USING (id)),
  ${STATUS_AND_AUDIT},
  commanded AS (
    INSERT INTO il.engine_command (kind, flow, workflow_id, input)
    SELECT 'START', 'confirmation-reversal@1', 'reversal:' || id,
      json_build_object('plantCode', plant_code, 'orderNumber', order_number, 'confirmationId', id)
    FROM stored)
  ${VERDICTS}`,
};
