import type { SqlSource } from "../sql-source.js";
import { sqlReader } from "../sql-source.js";
import type { MasterDataDocuments, MasterDataType } from "./documents.js";

/** Records wanted: exact keys of a type, or every key with a prefix. */
export type WantedRecords =
  | { readonly type: MasterDataType; readonly keys: readonly string[] }
  | { readonly type: MasterDataType; readonly prefix: string };

interface Row {
  readonly type: MasterDataType;
  readonly key: string;
  readonly document: unknown;
}

const EFFECTIVE = `
  SELECT DISTINCT ON (record.type, record.key) record.type, record.key, record.document
  FROM json_to_recordset($3) AS wanted(type text, key text, prefix text)
  JOIN il.master_record record ON record.type = wanted.type
    AND (record.key = wanted.key OR starts_with(record.key, wanted.prefix))
  WHERE record.plant_code IN ('', $1) AND record.effective_from <= $2
  ORDER BY record.type, record.key, record.plant_code DESC, record.effective_from DESC`;

/** The records in force at one time in one plant; the plant's own come before the enterprise's. */
export class EffectiveRecords {
  readonly #documents: ReadonlyMap<string, ReadonlyMap<string, unknown>>;

  constructor(rows: readonly Row[]) {
    const documents = new Map<string, Map<string, unknown>>();
    for (const { type, key, document } of rows) {
      documents.set(type, (documents.get(type) ?? new Map<string, unknown>()).set(key, document));
    }
    this.#documents = documents;
  }

  find<T extends MasterDataType>(type: T, key: string): MasterDataDocuments[T] | undefined {
    return this.all(type).get(key);
  }

  /** By key. */
  all<T extends MasterDataType>(type: T): ReadonlyMap<string, MasterDataDocuments[T]> {
    // Every document passed the schema of its type when it was written.
    return (this.#documents.get(type) ?? new Map()) as ReadonlyMap<string, MasterDataDocuments[T]>;
  }
}

/** Reads all wanted records of a plant in one query. */
export async function readEffectiveRecords(
  source: SqlSource,
  plantCode: string,
  at: Date | string,
  wanted: readonly WantedRecords[],
): Promise<EffectiveRecords> {
  const rows = wanted.flatMap((entry): { type: string; key?: string; prefix?: string }[] =>
    "prefix" in entry ? [entry] : [...new Set(entry.keys)].map((key) => ({ type: entry.type, key })),
  );
  if (rows.length === 0) return new EffectiveRecords([]);
  return new EffectiveRecords(await sqlReader(source)<Row>(EFFECTIVE, [plantCode, at, JSON.stringify(rows)]));
}
