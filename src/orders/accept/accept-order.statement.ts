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
  revision: "int",
  if_match: "int",
  material_number: "text",
  quantity: "numeric",
  unit: "text",
  event_id: "text",
  event_type: "text",
  event_head: "text",
} as const;

/** How long the repeat of a release is recognised. */
const KEEP_DAYS = 7;

const ORDER_COLUMNS = `id, plant_code, order_number, revision, version, document, document_hash,
      material_number, quantity, unit, operation_id, client_id, correlation_id, traceparent`;

/** The row of an order, from `fresh` and what is joined to it. @param version SQL of its version */
const insertOrder = (version: string): string => `
    INSERT INTO il.production_order AS o (${ORDER_COLUMNS})
    SELECT id, plant_code, order_number, revision, ${version}, document::json, document_hash,
      material_number, quantity, unit, operation_id, client_id, correlation_id, traceparent
    FROM fresh`;

const TOLD_AND_COMMANDED = `
  told AS (
    INSERT INTO il.outbox (event_id, type, plant_code, partition_key, event)
    SELECT event_id, event_type, plant_code, plant_code || '/' || order_number,
      event_head || '"order":' || document || '}}'
    FROM stored),
  commanded AS (
    INSERT INTO il.engine_command (kind, flow, workflow_id, input)
    SELECT 'START', 'order-release@1', 'order-release:' || plant_code || '/' || order_number || ':' || revision,
      json_build_object('plantCode', plant_code, 'orderNumber', order_number, 'revision', revision)
    FROM stored)`;

/**
 * Stores released orders and new revisions (performance.md §6: one statement per batch). The guards are those of
 * the change row of domain §3.4: a newer revision, an open order, no quantity below what is confirmed and no
 * confirmed operation left out.
 */
export const ACCEPT_ORDERS = {
  columns: COLUMNS,
  text: `
  WITH input AS MATERIALIZED (${batchRows(COLUMNS)}),
  ${REPLAYS},
  judged AS MATERIALIZED (
    SELECT verdict.*, refusal IS NULL AS is_fresh
    FROM input i LEFT JOIN replay r USING (n) LEFT JOIN LATERAL (
      SELECT * FROM il.production_order p
      WHERE p.plant_code = i.plant_code AND p.order_number = i.order_number LIMIT 1) o ON true,
    LATERAL (SELECT i.n, o.operation_id AS existing_operation_id, coalesce(o.version, 0) AS version,
      CASE
        WHEN r.n IS NOT NULL THEN 'REPLAYED'
        WHEN o.id IS NULL THEN CASE WHEN i.if_match IS NOT NULL THEN 'ETAG_MISMATCH' END
        WHEN i.if_match IS NOT NULL AND i.if_match <> o.version THEN 'ETAG_MISMATCH'
        WHEN o.revision = i.revision AND o.document_hash = i.document_hash THEN 'SAME'
        WHEN o.revision >= i.revision THEN 'STALE_REVISION'
        WHEN o.state IN ('COMPLETED', 'CLOSED', 'CANCELLED', 'ABORTED') THEN 'ORDER_CLOSED'
        WHEN o.state = 'HELD' THEN 'ORDER_HELD'
        WHEN o.yield + o.scrap > 0 AND (i.unit <> o.unit OR i.quantity < o.yield + o.scrap) THEN 'QTY_BELOW_CONFIRMED'
        WHEN EXISTS (
          SELECT 1 FROM il.order_operation p
          WHERE p.plant_code = o.plant_code AND p.order_number = o.order_number AND p.state NOT IN ('WAITING', 'READY')
            AND NOT EXISTS (SELECT 1 FROM json_array_elements(i.document::json -> 'operations') e
                            WHERE e ->> 'operationNumber' = p.operation_number))
          THEN 'ORDER_HAS_ACTIVITY'
      END AS refusal,
      json_build_object('revision', o.revision, 'version', o.version, 'state', o.state,
        'confirmed', trim_scale(o.yield + o.scrap)::text || ' ' || o.unit) AS detail) verdict),
  ${FRESH},
  ${claimKeys(KEEP_DAYS)},
  upserted AS (${insertOrder("version + 1")} JOIN judged USING (n)
    ON CONFLICT (plant_code, order_number) DO UPDATE SET
      revision = EXCLUDED.revision, version = EXCLUDED.version, document = EXCLUDED.document,
      document_hash = EXCLUDED.document_hash, material_number = EXCLUDED.material_number,
      quantity = EXCLUDED.quantity, unit = EXCLUDED.unit, operation_id = EXCLUDED.operation_id,
      client_id = EXCLUDED.client_id, correlation_id = EXCLUDED.correlation_id, traceparent = EXCLUDED.traceparent,
      sync_state = 'RECEIVED', findings = '[]', checks = '[]', dispatch_id = NULL, dispatch_attempts = 0,
      release_run = 1, updated_at = now()
      -- The guards were judged before the row was locked; any change since then makes the batch judge again.
      WHERE o.version = EXCLUDED.version - 1
    RETURNING plant_code, order_number),
  stored AS (SELECT f.* FROM fresh f JOIN upserted USING (plant_code, order_number)),
  superseded AS (
    UPDATE il.operation_status s SET state = 'FAILED', finished_at = now(), problem = json_build_object(
      'type', 'urn:interlock:problem:stale-revision', 'title', 'A newer or equal revision of the order exists',
      'status', 409, 'code', 'STALE_REVISION', 'class', 'CONCURRENCY', 'retryable', false,
      'correlationId', f.correlation_id, 'detail', 'Revision ' || f.revision || ' replaced this one before it had ended.')
    FROM stored f JOIN judged j ON j.n = f.n AND j.existing_operation_id IS NOT NULL
    WHERE s.id = j.existing_operation_id AND s.state IN ('RUNNING', 'PARKED')),
  ${STATUS_AND_AUDIT},
${TOLD_AND_COMMANDED}
  ${VERDICTS}`,
  textIfNew: `
  WITH input AS MATERIALIZED (${batchRows(COLUMNS)}),
  ${ifNew(
    `CROSS JOIN LATERAL (
      SELECT FROM il.production_order p
      WHERE p.plant_code = i.plant_code AND p.order_number = i.order_number LIMIT 1) o`,
    "WHERE i.if_match IS NOT NULL",
  )},
  ${takeKeys(KEEP_DAYS)},
  inserted AS (${insertOrder("1")}),
  ${STATUS_AND_AUDIT},
  ${TOLD_AND_COMMANDED}
  ${ALL_ACCEPTED}`,
};
