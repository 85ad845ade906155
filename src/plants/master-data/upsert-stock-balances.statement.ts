/**
 * $1 JSON rows {n, plant_code, material_number, storage_location_code, lot_number, handling_unit, stock_status,
 * quantity, unit, as_of} of distinct keys. Returns one row per input: what was stored before, and whether it changed.
 * An older snapshot changes nothing; messages of a plant may overtake each other.
 */
export const UPSERT_STOCK_BALANCES = `
  WITH input AS (
    SELECT * FROM json_to_recordset($1) AS r(n integer, plant_code text, material_number text,
      storage_location_code text, lot_number text, handling_unit text, stock_status text, quantity numeric, unit text,
      as_of timestamptz)),
  before AS (
    SELECT input.n, stock.as_of > input.as_of AS is_newer,
      json_build_object('quantity', trim_scale(stock.quantity)::text, 'unit', stock.unit, 'asOf', stock.as_of) AS content
    FROM input JOIN il.stock_balance stock
    USING (plant_code, material_number, storage_location_code, lot_number, handling_unit, stock_status)),
  written AS (
    INSERT INTO il.stock_balance (plant_code, material_number, storage_location_code, lot_number, handling_unit,
      stock_status, quantity, unit, as_of)
    SELECT plant_code, material_number, storage_location_code, lot_number, handling_unit, stock_status, quantity, unit,
      as_of
    FROM input
    ORDER BY plant_code, material_number, storage_location_code, lot_number, handling_unit, stock_status
    ON CONFLICT (plant_code, material_number, storage_location_code, lot_number, handling_unit, stock_status)
    DO UPDATE SET quantity = EXCLUDED.quantity, unit = EXCLUDED.unit, as_of = EXCLUDED.as_of
    WHERE stock_balance.as_of <= EXCLUDED.as_of
      AND (stock_balance.quantity, stock_balance.unit, stock_balance.as_of)
        IS DISTINCT FROM (EXCLUDED.quantity, EXCLUDED.unit, EXCLUDED.as_of)
    RETURNING plant_code, material_number, storage_location_code, lot_number, handling_unit, stock_status)
  SELECT input.n, written.plant_code IS NOT NULL AS "isWritten", before.content AS before,
    coalesce(before.is_newer, false) AS "isNewerStored"
  FROM input LEFT JOIN before ON before.n = input.n LEFT JOIN written
    USING (plant_code, material_number, storage_location_code, lot_number, handling_unit, stock_status)`;
