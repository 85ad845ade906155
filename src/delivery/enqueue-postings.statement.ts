/** $1: JSON rows, in the order in which they must reach the ERP. */
export const ENQUEUE_POSTINGS = `
  INSERT INTO il.posting (id, plant_code, order_number, destination, lane, kind, source_id, operation_id, document,
    external_key, correlation_id, traceparent)
  SELECT id, plant_code, order_number, destination, lane, kind, source_id, operation_id, document,
    external_key, correlation_id, traceparent
  FROM ROWS FROM (json_to_recordset($1) AS (id text, plant_code text, order_number text, destination text,
    lane smallint, kind text, source_id text, operation_id text, document json, external_key text,
    correlation_id text, traceparent text)) WITH ORDINALITY
  ORDER BY ordinality`;
