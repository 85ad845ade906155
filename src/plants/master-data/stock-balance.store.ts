import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { parseInstant } from "../instant.js";
import { canonicalChecksum } from "../canonical-checksum.js";
import type { StockBalance, StockStatus } from "./documents.js";
import { ALWAYS, type CheckedItem } from "./master-data-item.js";
import type { PageKey, PageQuery, RecordStore, StoredRecord, WrittenItem } from "./record-store.js";
import { UPSERT_STOCK_BALANCES } from "./upsert-stock-balances.statement.js";

const KEY = `material_number || '~' || storage_location_code || '~' || lot_number || '~' || handling_unit || '~' || stock_status`;

const COLUMNS = `${KEY} AS key, plant_code AS "plantCode", material_number AS "materialNumber",
  storage_location_code AS "storageLocationCode", lot_number AS "lotNumber", handling_unit AS "handlingUnit",
  stock_status AS "stockStatus", trim_scale(quantity)::text AS value, unit, as_of AS "asOf"`;

const FIND = `SELECT ${COLUMNS} FROM il.stock_balance WHERE plant_code = $1 AND ${KEY} = $2`;

const PAGE = `
  SELECT ${COLUMNS} FROM il.stock_balance
  WHERE ($1::text IS NULL OR plant_code = $1) AND ($2::text[] IS NULL OR plant_code = ANY ($2))
    AND (plant_code, ${KEY}) > ($3, $4)
  ORDER BY plant_code, ${KEY} LIMIT $5`;

interface Row {
  readonly key: string;
  readonly plantCode: string;
  readonly materialNumber: string;
  readonly storageLocationCode: string;
  readonly lotNumber: string;
  readonly handlingUnit: string;
  readonly stockStatus: StockStatus;
  readonly value: string;
  readonly unit: string;
  readonly asOf: Date;
}

interface WrittenRow {
  readonly n: number;
  readonly isWritten: boolean;
  readonly before: object | null;
  readonly isNewerStored: boolean;
}

/** Stock snapshots in il.stock_balance, one row per material, location, lot, handling unit and status. */
export class StockBalanceStore implements RecordStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async write(tx: Tx, items: readonly CheckedItem[]): Promise<WrittenItem[]> {
    const rows = items.map((item, n) => inputRow(item, n));
    const answers = await tx.query<WrittenRow>(UPSERT_STOCK_BALANCES, [JSON.stringify(rows)]);
    const byIndex = new Map(answers.map((row) => [row.n, row]));
    return items.map((_, n) => writtenItem(byIndex.get(n)));
  }

  async find(_type: string, plantCode: string, key: string): Promise<StoredRecord | undefined> {
    const [row] = await this.unitOfWork.read<Row>(FIND, [plantCode, key]);
    return row === undefined ? undefined : storedRecord(row);
  }

  async page(query: PageQuery): Promise<{ records: StoredRecord[]; last: PageKey | undefined }> {
    const plants = query.plants === "*" ? null : query.plants;
    const { plantCode, key } = query.after ?? { plantCode: "", key: "" };
    const rows = await this.unitOfWork.read<Row>(PAGE, [query.plantCode ?? null, plants, plantCode, key, query.limit]);
    const last = rows.length < query.limit ? undefined : rows.at(-1);
    return {
      records: rows.map(storedRecord),
      last: last && { plantCode: last.plantCode, key: last.key, effectiveFrom: ALWAYS },
    };
  }
}

function inputRow(item: CheckedItem, n: number): Readonly<Record<string, unknown>> {
  const stock = item.document as StockBalance; // Checked against its schema as a stock-balance.
  return {
    n,
    plant_code: item.plantCode,
    material_number: stock.materialNumber,
    storage_location_code: stock.storageLocationCode ?? "",
    lot_number: stock.lotNumber ?? "",
    handling_unit: stock.handlingUnit ?? "",
    stock_status: stock.stockStatus,
    quantity: stock.quantity.value,
    unit: stock.quantity.unit,
    // Postgres takes fewer offsets than RFC 3339 allows.
    as_of: parseInstant(stock.asOf)?.toISOString(),
  };
}

function writtenItem(row: WrittenRow | undefined): WrittenItem {
  if (row === undefined || !row.isWritten) return { result: row?.isNewerStored === true ? "STALE" : "UNCHANGED" };
  return row.before === null
    ? { result: "CREATED" }
    : { result: "UPDATED", checksumBefore: canonicalChecksum(row.before) };
}

function storedRecord(row: Row): StoredRecord {
  const document: StockBalance = {
    materialNumber: row.materialNumber,
    ...(row.storageLocationCode === "" ? {} : { storageLocationCode: row.storageLocationCode }),
    ...(row.lotNumber === "" ? {} : { lotNumber: row.lotNumber }),
    ...(row.handlingUnit === "" ? {} : { handlingUnit: row.handlingUnit }),
    stockStatus: row.stockStatus,
    quantity: { value: row.value, unit: row.unit },
    asOf: row.asOf.toISOString(),
  };
  return {
    type: "stock-balance",
    key: row.key,
    plantCode: row.plantCode,
    document,
    checksum: canonicalChecksum(document),
  };
}
