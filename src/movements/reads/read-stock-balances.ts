import type { StockStatus } from "../../connectors/public.js";
import type { Quantity } from "../../kernel/quantity.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantScope } from "../../platform/security/public.js";
import { encodeCursor } from "./cursor.js";

/** StockBalance of the contract. */
export interface StockBalance {
  readonly plantCode: string;
  readonly materialNumber: string;
  readonly storageLocationCode?: string;
  readonly lotNumber?: string;
  readonly handlingUnit?: string;
  readonly stockStatus: StockStatus;
  readonly quantity: Quantity;
  readonly asOf: string;
}

/** Filters of listStockBalances; an absent member does not restrict. */
export interface StockFilter {
  /** Plants whose stock the reader may see. */
  readonly plants: PlantScope;
  readonly plantCodes: readonly string[] | undefined;
  readonly materialNumber: string | undefined;
  readonly storageLocationCode: string | undefined;
  readonly lotNumber: string | undefined;
  readonly stockStatuses: readonly StockStatus[] | undefined;
}

/** Plant, material, place, lot, handling unit and status; of what a balance does not name the text is empty. */
export const STOCK_CURSOR: readonly RegExp[] = Array.from({ length: 6 }, () => /^[A-Za-z0-9_.\-/]{0,40}$/);

const KEY = "plant_code, material_number, storage_location_code, lot_number, handling_unit, stock_status";

const LIST = `
  SELECT json_strip_nulls(json_build_object('plantCode', plant_code, 'materialNumber', material_number,
      'storageLocationCode', nullif(storage_location_code, ''), 'lotNumber', nullif(lot_number, ''),
      'handlingUnit', nullif(handling_unit, ''), 'stockStatus', stock_status,
      'quantity', json_build_object('value', trim_scale(quantity)::text, 'unit', unit),
      'asOf', to_char(as_of AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) AS json,
    ARRAY[${KEY}] AS key
  FROM il.stock_balance
  WHERE ($1::text[] IS NULL OR plant_code = ANY($1)) AND ($2::text[] IS NULL OR plant_code = ANY($2))
    AND ($3::text IS NULL OR material_number = $3) AND ($4::text IS NULL OR storage_location_code = $4)
    AND ($5::text IS NULL OR lot_number = $5) AND ($6::text[] IS NULL OR stock_status = ANY($6))
    AND ($7::text IS NULL OR (${KEY}) > ($7, $8, $9, $10, $11, $12))
  ORDER BY ${KEY} LIMIT $13`;

/** Reads the stock that ERP and WMS have reported; movements do not change it. */
export class ReadStockBalances {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @param after values of STOCK_CURSOR: the last row of the page before */
  async list(
    filter: StockFilter,
    limit: number,
    after: readonly string[] | undefined,
  ): Promise<{ items: StockBalance[]; nextCursor: string | null }> {
    const rows = await this.unitOfWork.read<{ json: StockBalance; key: string[] }>(LIST, [
      filter.plants === "*" ? null : filter.plants,
      filter.plantCodes ?? null,
      filter.materialNumber ?? null,
      filter.storageLocationCode ?? null,
      filter.lotNumber ?? null,
      filter.stockStatuses ?? null,
      ...Array.from({ length: STOCK_CURSOR.length }, (_, index) => after?.[index] ?? null),
      limit + 1,
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return { items: page.map(({ json }) => json), nextCursor: hasMore ? encodeCursor(last.key) : null };
  }
}
