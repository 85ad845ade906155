import {
  ALL_ACCEPTED,
  COMMON_COLUMNS,
  FRESH,
  REPLAYS,
  STATUS_AND_AUDIT,
  VERDICTS,
  claimKeys,
  ifNew,
  takeKeys,
} from "../../platform/accept/public.js";
import { batchRows } from "../../platform/persistence/batch-writer.js";

const COLUMNS = {
  ...COMMON_COLUMNS,
  order_number: "text",
  operation_number: "text",
  sequence: "int",
  kind: "text",
} as const;

/** Postings may be repeated long after the fact. */
const KEEP_DAYS = 400;

const INSERT_CONFIRMATION = `
    INSERT INTO il.confirmation (id, plant_code, order_number, client_id, operation_number, sequence, kind,
      document, document_hash, operation_id, correlation_id, traceparent)
    SELECT id, plant_code, order_number, client_id, operation_number, sequence, kind,
      document::json, document_hash, operation_id, correlation_id, traceparent
    FROM fresh`;

const COMMANDED = `
  commanded AS (
    INSERT INTO il.engine_command (kind, flow, workflow_id, input)
    SELECT 'START', 'execution-to-erp@1', 'execution:' || id,
      json_build_object('plantCode', plant_code, 'orderNumber', order_number, 'confirmationId', id)
    FROM stored)`;

/**
 * Stores reports of execution. Whether the order exists is not asked here: a report of an unknown order is kept and
 * quarantined by its workflow, since what happened in the plant has happened.
 */
export const ACCEPT_CONFIRMATIONS = {
  columns: COLUMNS,
  text: `
  WITH input AS MATERIALIZED (${batchRows(COLUMNS)}),
  ${REPLAYS},
  judged AS MATERIALIZED (
    SELECT verdict.*, refusal IS NULL AS is_fresh
    FROM input i LEFT JOIN replay r USING (n) LEFT JOIN LATERAL (
      SELECT * FROM il.confirmation p WHERE p.plant_code = i.plant_code AND p.order_number = i.order_number
        AND p.client_id = i.client_id AND p.sequence = i.sequence LIMIT 1) c ON true,
    LATERAL (SELECT i.n, c.operation_id AS existing_operation_id,
      CASE WHEN r.n IS NOT NULL THEN 'REPLAYED'
           WHEN c.id IS NULL THEN NULL
           WHEN c.document_hash = i.document_hash THEN 'SAME' ELSE 'SEQUENCE_CONFLICT' END AS refusal,
      json_build_object('confirmationId', c.id) AS detail) verdict),
  ${FRESH},
  ${claimKeys(KEEP_DAYS)},
  inserted AS (${INSERT_CONFIRMATION} RETURNING id),
  stored AS (SELECT f.* FROM fresh f JOIN inserted USING (id)),
  ${STATUS_AND_AUDIT},
${COMMANDED}
  ${VERDICTS}`,
  textIfNew: `
  WITH input AS MATERIALIZED (${batchRows(COLUMNS)}),
  ${ifNew(`CROSS JOIN LATERAL (
      SELECT FROM il.confirmation p WHERE p.plant_code = i.plant_code AND p.order_number = i.order_number
        AND p.client_id = i.client_id AND p.sequence = i.sequence LIMIT 1) c`)},
  ${takeKeys(KEEP_DAYS)},
  inserted AS (${INSERT_CONFIRMATION}),
  ${STATUS_AND_AUDIT},
  ${COMMANDED}
  ${ALL_ACCEPTED}`,
};
