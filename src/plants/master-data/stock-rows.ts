import { type SqlSource, sqlReader } from "../sql-source.js";

/** Unrestricted stock of a material at one place, in one lot. Empty text: the snapshot does not name it. */
export interface StockRow {
  readonly materialNumber: string;
  readonly storageLocationCode: string;
  readonly lotNumber: string;
  /** Decimal text. */
  readonly value: string;
  readonly unit: string;
  /** Oldest snapshot in the sum. */
  readonly asOf: Date;
}

const UNRESTRICTED = `
  SELECT material_number AS "materialNumber", storage_location_code AS "storageLocationCode", lot_number AS "lotNumber",
    trim_scale(sum(quantity))::text AS value, unit, min(as_of) AS "asOf"
  FROM il.stock_balance
  WHERE plant_code = $1 AND material_number = ANY ($2) AND stock_status = 'UNRESTRICTED'
  GROUP BY material_number, storage_location_code, lot_number, unit
  ORDER BY material_number, storage_location_code, lot_number, unit`;

/** Unrestricted stock of materials in a plant, handling units summed up. */
export function readUnrestrictedStock(
  source: SqlSource,
  plantCode: string,
  materials: readonly string[],
): Promise<StockRow[]> {
  return sqlReader(source)(UNRESTRICTED, [plantCode, [...new Set(materials)]]);
}
