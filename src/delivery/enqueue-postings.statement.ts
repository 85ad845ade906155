/** $1: JSON rows, in the order in which they must reach the ERP. Without next_at a row is due at once. */
export const ENQUEUE_POSTINGS = `
  INSERT INTO il.posting (id, plant_code, order_number, destination, lane, kind, source_id, operation_id, document,
    external_key, correlation_id, traceparent, latency_class, next_at, window_until, sla_from, sla_due_at, member_count)
  SELECT id, plant_code, order_number, destination, lane, kind, source_id, operation_id, document,
    external_key, correlation_id, traceparent, latency_class, coalesce(next_at, now()), window_until, sla_from, sla_due_at,
    member_count
  FROM ROWS FROM (json_to_recordset($1) AS (id text, plant_code text, order_number text, destination text,
    lane smallint, kind text, source_id text, operation_id text, document json, external_key text,
    correlation_id text, traceparent text, latency_class text, next_at timestamptz, window_until timestamptz,
    sla_from timestamptz, sla_due_at timestamptz, member_count integer)) WITH ORDINALITY
  ORDER BY ordinality`;
