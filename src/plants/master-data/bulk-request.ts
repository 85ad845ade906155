import { InterlockError } from "../../kernel/problem.js";
import { isObject } from "../profile/merge-documents.js";
import { plantProblems } from "../problems.js";
import type { MasterDataItem } from "./master-data-item.js";

/** Most items of one bulk request; with the limit of the body it bounds one transaction. */
export const BULK_ITEMS_MAX = 1000;

const MEMBERS = ["type", "key", "effectiveFrom", "document"];

/** Reads `{items: [{type, key?, effectiveFrom?, document}]}`. @throws InterlockError MASTER_DATA_INVALID */
export function readBulkItems(body: unknown): MasterDataItem[] {
  const items = isObject(body) && Object.keys(body).every((name) => name === "items") ? body["items"] : undefined;
  if (!Array.isArray(items) || items.length === 0 || items.length > BULK_ITEMS_MAX) {
    throw invalid(`The body must be {"items": [...]} with 1 to ${BULK_ITEMS_MAX} items.`);
  }
  return items.map(readItem);
}

function readItem(item: unknown, index: number): MasterDataItem {
  if (!isObject(item)) throw invalid(`/items/${index} must be an object with type and document.`);
  const unknown = Object.keys(item).filter((name) => !MEMBERS.includes(name));
  if (unknown.length > 0)
    throw invalid(`/items/${index} has ${unknown.join(", ")}; known members: ${MEMBERS.join(", ")}.`);
  const { type, key, effectiveFrom, document } = item;
  if (typeof type !== "string") throw invalid(`/items/${index}/type must be text.`);
  if (key !== undefined && typeof key !== "string") throw invalid(`/items/${index}/key must be text.`);
  if (effectiveFrom !== undefined && typeof effectiveFrom !== "string") {
    throw invalid(`/items/${index}/effectiveFrom must be an RFC 3339 time.`);
  }
  return {
    type,
    ...(key === undefined ? {} : { key }),
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
    document,
  };
}

const invalid = (detail: string): InterlockError => new InterlockError(plantProblems.MASTER_DATA_INVALID, { detail });
