import canonicalize from "canonicalize";
import { sha256Hex } from "../kernel/hash.js";

/** A version in force, or one whose addresses answer 410. */
export interface ServedEntry {
  /** `openapi/production-order/v1`. */
  readonly line: string;
  readonly digest: string;
  /** info.version. */
  readonly version: string;
  readonly state: "promoted" | "deprecated" | "retired";
  /** The promotion record that put the version into force; its id is in a header of every answer. */
  readonly promotionId: string;
  /** RFC 3339. */
  readonly deprecatedAt?: string;
  readonly sunsetAt?: string;
  /** Line of the version to use instead. */
  readonly successor?: string;
}

export type ServedEntries = readonly ServedEntry[];

/** One form for one set: sorted by line, RFC 8785. */
export function servedText(entries: ServedEntries): string {
  return canonicalize(entries.toSorted((left, right) => left.line.localeCompare(right.line))) ?? "[]";
}

/** @param text as `servedText` wrote it and the database stored it */
export function readServedText(text: string): ServedEntries {
  return JSON.parse(text) as ServedEntries;
}

/** Names a set by its content: what a candidate was compared with. */
export function servedHash(entries: ServedEntries): string {
  return sha256Hex(servedText(entries));
}

export const isInForce = ({ state }: ServedEntry): boolean => state !== "retired";
