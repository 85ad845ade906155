/**
 * $1 JSON rows {n, type, plant_code, key, effective_from, document, checksum} of distinct keys, $2 actor.
 * Returns the rows that changed something. Locks are taken in key order, so that two bulk writes cannot deadlock.
 */
export const UPSERT_MASTER_RECORDS = `
  WITH input AS (
    SELECT * FROM json_to_recordset($1) AS r(n integer, type text, plant_code text, key text,
      effective_from timestamptz, document json, checksum text)),
  before AS (
    SELECT input.n, record.checksum FROM input
    JOIN il.master_record record USING (type, plant_code, key, effective_from)),
  written AS (
    INSERT INTO il.master_record (type, plant_code, key, effective_from, document, checksum, changed_by)
    SELECT type, plant_code, key, effective_from, document, checksum, $2 FROM input
    ORDER BY type, plant_code, key, effective_from
    ON CONFLICT (type, plant_code, key, effective_from) DO UPDATE SET document = EXCLUDED.document,
      checksum = EXCLUDED.checksum, changed_at = now(), changed_by = EXCLUDED.changed_by
    WHERE master_record.checksum <> EXCLUDED.checksum
    RETURNING type, plant_code, key, effective_from)
  SELECT input.n, before.checksum AS "checksumBefore"
  FROM written JOIN input USING (type, plant_code, key, effective_from) LEFT JOIN before ON before.n = input.n`;
