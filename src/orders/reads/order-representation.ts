/** SQL fragments that make the JSON of the contract in the database, so that reads pass it through as text. */

/** RFC 3339 in UTC with milliseconds. */
const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const quantity = (column: string, unit: string): string =>
  `json_build_object('value', trim_scale(${column})::text, 'unit', ${unit})`;

/**
 * Members that are null are left out, but not those of what others have sent: it is given back as it came, so it is put
 * in front of the stripped members as text.
 */
const withSent = (member: string, document: string, members: string): string =>
  `('{"${member}":' || ${document}::text || ',' || substr(json_strip_nulls(json_build_object(${members}))::text, 2))`;

/** ProductionOrder of the contract for row alias `o` of il.production_order. */
export const ORDER_JSON = withSent(
  "order",
  "o.document",
  `
    'id', o.id, 'state', o.state, 'heldFrom', o.held_from, 'syncState', o.sync_state,
    'etag', o.version::text, 'dispatchId', o.dispatch_id, 'findings', o.findings,
    'totals', json_build_object(
      'yield', ${quantity("o.yield", "o.unit")}, 'scrap', ${quantity("o.scrap", "o.unit")},
      'rework', ${quantity("o.rework", "o.unit")}, 'received', ${quantity("o.received", "o.unit")},
      'consumedByLine', coalesce((
        SELECT json_object_agg(c.component_line, ${quantity("c.issued", "c.unit")} ORDER BY c.component_line)
        FROM il.order_component c
        WHERE c.plant_code = o.plant_code AND c.order_number = o.order_number AND c.issued > 0), '{}')),
    'progress', coalesce((
      SELECT json_agg(json_build_object('operationNumber', p.operation_number, 'state', p.state,
        'yield', ${quantity("p.yield", "o.unit")}, 'scrap', ${quantity("p.scrap", "o.unit")},
        'rework', ${quantity("p.rework", "o.unit")}) ORDER BY p.sequence, p.operation_number)
      FROM il.order_operation p WHERE p.plant_code = o.plant_code AND p.order_number = o.order_number), '[]'),
    'openReasons', o.open_reasons, 'correlationId', o.correlation_id,
    'releasedAt', ${instant("o.released_at")}, 'createdAt', ${instant("o.created_at")},
    'updatedAt', ${instant("o.updated_at")}`,
);

/** OperationConfirmation of the contract, without its postings, for row alias `c` of il.confirmation. */
export const CONFIRMATION_JSON = `${withSent(
  "report",
  "c.document",
  `
    'id', c.id, 'plantCode', c.plant_code, 'orderNumber', c.order_number, 'state', c.state,
    'reason', c.reason, 'outOfOrder', CASE WHEN c.out_of_order THEN true END,
    'reverses', c.reverses, 'reversalReasonCode', c.reversal_reason_code, 'reversedBy', (
      SELECT r.id FROM il.confirmation r WHERE r.reverses = c.id AND r.state <> 'PARKED'), 'findings', c.findings,
    'source', c.client_id, 'recordedAt', ${instant("c.recorded_at")}`,
)}::json`;
