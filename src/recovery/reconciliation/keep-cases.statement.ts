const COLUMNS = `id, subject, order_number AS "orderNumber", detail, opened_at AS "openedAt", resolved_at AS "resolvedAt"`;

/**
 * Only the new ones come back; a row that was there is updated, which leaves its xmax set. $1 rows as JSON, $2 plant,
 * $3 code, $4 authority, $5 resolution, $6 now
 */
export const KEEP_CASES = `
  WITH kept AS (
    INSERT INTO il.reconciliation_case (id, plant_code, code, subject, order_number, authority, resolution, detail, opened_at, seen_at)
    SELECT d.id, $2, $3, d.subject, d.order_number, $4, $5, d.detail, $6, $6
    FROM json_to_recordset($1) AS d(id text, subject text, order_number text, detail text)
    ON CONFLICT (plant_code, code, subject) WHERE state = 'OPEN'
      DO UPDATE SET seen_at = excluded.seen_at, detail = excluded.detail
    RETURNING *, xmax = 0 AS is_new)
  SELECT ${COLUMNS} FROM kept WHERE is_new ORDER BY id`;

/** $1 plant, $2 code, $3 subjects that still deviate, $4 now */
export const RESOLVE_CASES = `
  UPDATE il.reconciliation_case SET state = 'RESOLVED', resolved_at = $4
  WHERE plant_code = $1 AND code = $2 AND state = 'OPEN' AND NOT subject = ANY($3) RETURNING ${COLUMNS}`;

/** A case that has just been opened or resolved. */
export interface MovedCase {
  readonly id: string;
  readonly subject: string;
  readonly orderNumber: string | null;
  readonly detail: string;
  readonly openedAt: Date;
  readonly resolvedAt: Date | null;
}
