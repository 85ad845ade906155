import type { MasterDataType } from "./documents.js";

/** One master data record on its way in. */
export interface MasterDataItem {
  readonly type: string;
  /** Left out, it is taken from the document; given, it must be the document's key. */
  readonly key?: string;
  /** RFC 3339; left out, the record has always been in force. */
  readonly effectiveFrom?: string;
  readonly document: unknown;
}

/** An item whose type, schema, key and meaning have been checked. */
export interface CheckedItem {
  readonly type: MasterDataType;
  readonly key: string;
  /** Empty for a record of the whole enterprise. */
  readonly plantCode: string;
  /** RFC 3339, or `-infinity`. */
  readonly effectiveFrom: string;
  readonly document: object;
  /** SHA-256 of the canonical document. */
  readonly checksum: string;
}

/** Effective date of a record that has always been in force, as Postgres writes it. */
export const ALWAYS = "-infinity";
