/** Text of the partial index posting_sla: what is on its way, or came too late, and was not told of. */
const IS_OVERDUE = `
  p.sla_breached_at IS NULL AND p.sla_due_at IS NOT NULL AND (p.posted_at IS NULL OR p.posted_at > p.sla_due_at)
  AND p.state NOT IN ('DISCARDED', 'AGGREGATED') AND p.sla_due_at < $1`;

/** Orders with postings that took too long, the longest first. $1 now, $2 limit */
export const OVERDUE_ORDERS = `
  SELECT plant_code AS "plantCode", order_number AS "orderNumber" FROM (
    SELECT p.plant_code, p.order_number, p.sla_due_at FROM il.posting p WHERE ${IS_OVERDUE} ORDER BY p.sla_due_at LIMIT $2) o
  GROUP BY plant_code, order_number ORDER BY min(sla_due_at), plant_code, order_number`;

/** Each posting once, whoever asks. $1 now, $2 plant, $3 order */
export const RECORD_BREACHES = `
  UPDATE il.posting p SET sla_breached_at = $1
  WHERE p.plant_code = $2 AND p.order_number = $3 AND ${IS_OVERDUE}
  RETURNING p.id, p.kind, p.source_id AS "sourceId", p.state, p.latency_class AS "latencyClass", p.sla_from AS "startedAt",
    p.sla_due_at AS "dueAt", p.posted_at AS "postedAt", p.correlation_id AS "correlationId", p.traceparent`;
