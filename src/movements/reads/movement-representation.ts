/** RFC 3339 in UTC with milliseconds. */
const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * InventoryMovement of the contract, without its posting, for row alias `m` of il.movement. Members that are null are
 * left out, but not those of the document: it is given back as it came, in front of the others.
 */
export const MOVEMENT_JSON = `('{"movement":' || m.document::text || ',' || substr(json_strip_nulls(json_build_object(
    'id', m.id, 'movementNumber', m.movement_number, 'state', m.state, 'etag', m.version::text, 'reason', m.reason,
    'confirmationId', m.confirmation_id, 'reverses', m.reverses, 'reversedBy', (
      SELECT b.id FROM il.movement b WHERE b.reverses = m.id AND b.state <> 'PARKED' LIMIT 1),
    'findings', m.findings, 'source', m.client_id, 'correlationId', m.correlation_id,
    'recordedAt', ${instant("m.recorded_at")}, 'updatedAt', ${instant("m.updated_at")}))::text, 2))::json`;
