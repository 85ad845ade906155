import type { PlantScope } from "../../platform/security/principal.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { CheckedItem } from "./master-data-item.js";

/** How an item changed what is stored. STALE: a newer stock snapshot is stored already. */
export type WriteResult = "CREATED" | "UPDATED" | "UNCHANGED" | "STALE";

export interface WrittenItem {
  readonly result: WriteResult;
  /** Checksum of what was stored before; undefined for a new record. */
  readonly checksumBefore?: string;
}

/** A record as it is read. */
export interface StoredRecord {
  readonly type: string;
  readonly key: string;
  /** Absent for a record of the whole enterprise. */
  readonly plantCode?: string;
  /** Absent for a record that has always been in force. */
  readonly effectiveFrom?: string;
  readonly document: unknown;
  readonly checksum: string;
  readonly changedAt?: string;
  readonly changedBy?: string;
}

/** Place of the last record of a page. */
export interface PageKey {
  readonly plantCode: string;
  readonly key: string;
  readonly effectiveFrom: string;
}

export interface PageQuery {
  readonly type: string;
  /** Only records of this plant and of the enterprise. */
  readonly plantCode: string | undefined;
  /** Plants whose records the caller may see; records of the enterprise are seen by all. */
  readonly plants: PlantScope;
  readonly after: PageKey | undefined;
  readonly limit: number;
}

/** Where records of a type are kept: most in il.master_record, stock in il.stock_balance. */
export interface RecordStore {
  /** Writes items of distinct keys; one answer per item, in their order. */
  write(tx: Tx, items: readonly CheckedItem[], actor: string): Promise<WrittenItem[]>;
  /** The record in force at a time, the plant's own before the enterprise's. */
  find(type: string, plantCode: string, key: string, at: Date): Promise<StoredRecord | undefined>;
  /** Records in the order of plant, key and effective date. */
  page(query: PageQuery): Promise<{ readonly records: StoredRecord[]; readonly last: PageKey | undefined }>;
}
