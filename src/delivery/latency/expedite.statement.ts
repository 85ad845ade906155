/** Not what was sent before: its next time is the ERP's patience. $1 plant, $2 order, $3 due at the latest */
export const EXPEDITE = `
  UPDATE il.posting SET latency_class = 'RT', next_at = clock_timestamp(), updated_at = clock_timestamp(),
    sla_due_at = least(sla_due_at, $3)
  WHERE plant_code = $1 AND order_number = $2 AND state = 'PENDING' AND attempts = 0 AND latency_class <> 'RT'
  RETURNING id`;
