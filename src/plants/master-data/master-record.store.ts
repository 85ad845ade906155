import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { ALWAYS, type CheckedItem } from "./master-data-item.js";
import type { PageKey, PageQuery, RecordStore, StoredRecord, WrittenItem } from "./record-store.js";
import { UPSERT_MASTER_RECORDS } from "./upsert-master-records.statement.js";

const COLUMNS = `type, key, plant_code AS "plantCode", effective_from::text AS "effectiveFromText", document, checksum,
  CASE WHEN isfinite(effective_from) THEN effective_from END AS "effectiveFrom",
  changed_at AS "changedAt", changed_by AS "changedBy"`;

const FIND = `
  SELECT ${COLUMNS} FROM il.master_record
  WHERE type = $1 AND plant_code IN ('', $2) AND key = $3 AND effective_from <= $4
  ORDER BY plant_code DESC, effective_from DESC LIMIT 1`;

// The place of a page keeps the effective date as Postgres prints it: a JavaScript Date would lose its microseconds.
const PAGE = `
  SELECT ${COLUMNS} FROM il.master_record
  WHERE type = $1 AND ($2::text IS NULL OR plant_code IN ('', $2))
    AND ($3::text[] IS NULL OR plant_code = '' OR plant_code = ANY ($3))
    AND (plant_code, key, effective_from) > ($4, $5, $6::timestamptz)
  ORDER BY plant_code, key, effective_from LIMIT $7`;

/** Before every record: no plant code sorts below the enterprise's, and no key is empty. */
const START: PageKey = { plantCode: "", key: "", effectiveFrom: ALWAYS };

interface Row {
  readonly type: string;
  readonly key: string;
  readonly plantCode: string;
  readonly effectiveFromText: string;
  readonly effectiveFrom: Date | null;
  readonly document: unknown;
  readonly checksum: string;
  readonly changedAt: Date;
  readonly changedBy: string;
}

/** Effective-dated records in il.master_record. */
export class MasterRecordStore implements RecordStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async write(tx: Tx, items: readonly CheckedItem[], actor: string): Promise<WrittenItem[]> {
    const rows = items.map((item, n) => ({
      n,
      type: item.type,
      plant_code: item.plantCode,
      key: item.key,
      effective_from: item.effectiveFrom,
      document: item.document,
      checksum: item.checksum,
    }));
    const changed = await tx.query<{ n: number; checksumBefore: string | null }>(UPSERT_MASTER_RECORDS, [
      JSON.stringify(rows),
      actor,
    ]);
    const byIndex = new Map(changed.map((row) => [row.n, row.checksumBefore]));
    return items.map((_, n) => writtenItem(byIndex.get(n)));
  }

  async find(type: string, plantCode: string, key: string, at: Date): Promise<StoredRecord | undefined> {
    const [row] = await this.unitOfWork.read<Row>(FIND, [type, plantCode, key, at]);
    return row === undefined ? undefined : storedRecord(row);
  }

  async page(query: PageQuery): Promise<{ records: StoredRecord[]; last: PageKey | undefined }> {
    const { plantCode, key, effectiveFrom } = query.after ?? START;
    const plants = query.plants === "*" ? null : query.plants;
    const values = [query.type, query.plantCode ?? null, plants, plantCode, key, effectiveFrom, query.limit];
    const rows = await this.unitOfWork.read<Row>(PAGE, values);
    const last = rows.length < query.limit ? undefined : rows.at(-1);
    return {
      records: rows.map(storedRecord),
      last: last && { plantCode: last.plantCode, key: last.key, effectiveFrom: last.effectiveFromText },
    };
  }
}

function writtenItem(checksumBefore: string | null | undefined): WrittenItem {
  if (checksumBefore === undefined) return { result: "UNCHANGED" };
  return checksumBefore === null ? { result: "CREATED" } : { result: "UPDATED", checksumBefore };
}

function storedRecord(row: Row): StoredRecord {
  return {
    type: row.type,
    key: row.key,
    ...(row.plantCode === "" ? {} : { plantCode: row.plantCode }),
    ...(row.effectiveFrom === null ? {} : { effectiveFrom: row.effectiveFrom.toISOString() }),
    document: row.document,
    checksum: row.checksum,
    changedAt: row.changedAt.toISOString(),
    changedBy: row.changedBy,
  };
}
