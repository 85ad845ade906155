import { COMMON_COLUMNS, FRESH, REPLAYS, STATUS_AND_AUDIT, VERDICTS, claimKeys } from "../../platform/accept/public.js";
import { batchRows } from "../../platform/persistence/batch-writer.js";
import { COMMAND_RULES, type CommandRule } from "./order-command.js";

const COLUMNS = {
  ...COMMON_COLUMNS,
  order_number: "text",
  command: "text",
  if_match: "int",
  is_forbidden: "boolean",
} as const;

const list = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(", ");

/** True when the command of the row may not begin in the order's states. */
function refusedBy([command, { states, syncStates }]: [string, CommandRule]): string {
  const wrong = [
    ...(states === undefined ? [] : [`o.state NOT IN (${list(states)})`]),
    ...(syncStates === undefined ? [] : [`o.sync_state NOT IN (${list(syncStates)})`]),
  ];
  return `i.command = '${command}' AND (${wrong.join(" OR ")})`;
}

const IS_OUT_OF_STATE = Object.entries(COMMAND_RULES).map(refusedBy).join("\n          OR ");

/**
 * Stores commands on orders. Whether a command may begin is judged under the lock of the order's row, and once more by
 * the workflow that carries it out: between the two the plant works on.
 */
export const ACCEPT_ORDER_COMMANDS = {
  columns: COLUMNS,
  text: `
  WITH input AS MATERIALIZED (${batchRows(COLUMNS)}),
  ${REPLAYS},
  judged AS MATERIALIZED (
    SELECT verdict.*, refusal IS NULL AS is_fresh
    FROM input i LEFT JOIN replay r USING (n) LEFT JOIN LATERAL (
      SELECT * FROM il.production_order p
      WHERE p.plant_code = i.plant_code AND p.order_number = i.order_number LIMIT 1 FOR NO KEY UPDATE) o ON true,
    LATERAL (SELECT i.n, NULL::text AS existing_operation_id,
      CASE
        WHEN r.n IS NOT NULL THEN 'REPLAYED'
        WHEN o.id IS NULL THEN 'ORDER_NOT_FOUND'
        WHEN i.if_match IS NOT NULL AND i.if_match <> o.version THEN 'ETAG_MISMATCH'
        WHEN i.command = 'CANCEL' AND o.state IN ('RUNNING', 'SUSPENDED', 'HELD') THEN 'ORDER_HAS_ACTIVITY'
        WHEN i.command = 'CANCEL' AND o.yield + o.scrap + o.rework + o.received > 0 THEN 'ORDER_HAS_ACTIVITY'
        WHEN i.command <> 'REOPEN' AND o.state IN ('CLOSED', 'CANCELLED', 'ABORTED') THEN 'ORDER_CLOSED'
        WHEN ${IS_OUT_OF_STATE} THEN 'ORDER_STATE_CONFLICT'
        WHEN i.is_forbidden THEN 'FORBIDDEN_ACTION'
      END AS refusal,
      json_build_object('version', o.version, 'state', o.state, 'syncState', o.sync_state,
        'command', i.command) AS detail) verdict),
  ${FRESH},
  ${claimKeys(7)},
  inserted AS (
    INSERT INTO il.order_command (id, plant_code, order_number, command, document, operation_id, client_id,
      correlation_id, traceparent)
    SELECT id, plant_code, order_number, command, document::json, operation_id, client_id, correlation_id, traceparent
    FROM fresh RETURNING id),
  stored AS (SELECT f.* FROM fresh f JOIN inserted USING (id)),
  ${STATUS_AND_AUDIT},
  commanded AS (
    INSERT INTO il.engine_command (kind, flow, workflow_id, input)
    SELECT 'START', 'order-command@1', 'order-command:' || id,
      json_build_object('plantCode', plant_code, 'orderNumber', order_number, 'commandId', id)
    FROM stored)
  ${VERDICTS}`,
};
