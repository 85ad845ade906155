import { InterlockError } from "../kernel/problem.js";
import { parseInstant } from "./instant.js";
import type { MasterDataType } from "./master-data/documents.js";
import { MASTER_DATA_TYPES, isMasterDataType } from "./master-data/master-data-keys.js";
import { plantProblems } from "./problems.js";

const PLANT_CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,19}$/;
/** Characters of codes, and what joins them to keys; other text is no key, and Postgres could not even take a NUL. */
const KEY = /^[A-Za-z0-9][A-Za-z0-9_.\-/~]{0,249}$/;
const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 500;

export const isPlantCode = (text: string): boolean => PLANT_CODE.test(text);

/** @throws InterlockError MASTER_DATA_TYPE_UNKNOWN naming the types there are. */
export function readType(type: string): MasterDataType {
  if (isMasterDataType(type)) return type;
  throw new InterlockError(plantProblems.MASTER_DATA_TYPE_UNKNOWN, {
    detail: `There is no master data type ${type}; use one of ${MASTER_DATA_TYPES.join(", ")}.`,
  });
}

/** @throws InterlockError MASTER_DATA_NOT_FOUND for text that can be no key. */
export function readKey(type: MasterDataType, key: string): string {
  if (KEY.test(key)) return key;
  throw new InterlockError(plantProblems.MASTER_DATA_NOT_FOUND, {
    detail: `The address names no possible key of a ${type}.`,
  });
}

/** @throws InterlockError MASTER_DATA_QUERY_INVALID */
export function readPlantCode(value: unknown): string | undefined {
  if (value === undefined || value === "") return undefined;
  if (typeof value === "string" && isPlantCode(value)) return value;
  throw invalid("plantCode must be one plant code such as P100.");
}

/** @throws InterlockError MASTER_DATA_QUERY_INVALID */
export function readInstant(name: string, value: unknown): string | undefined {
  if (value === undefined || value === "") return undefined;
  if (typeof value === "string" && parseInstant(value) !== undefined) return value;
  throw invalid(`${name} must be an RFC 3339 time such as 2026-01-01T00:00:00Z, with + written as %2B.`);
}

/** @throws InterlockError MASTER_DATA_QUERY_INVALID */
export function readLimit(value: unknown): number {
  if (value === undefined) return LIMIT_DEFAULT;
  const limit = typeof value === "string" && /^[0-9]{1,4}$/.test(value) ? Number(value) : 0;
  if (limit >= 1 && limit <= LIMIT_MAX) return limit;
  throw invalid(`limit must be a whole number from 1 to ${LIMIT_MAX}.`);
}

/** @throws InterlockError MASTER_DATA_QUERY_INVALID */
export function readCursor(value: unknown): string | undefined {
  if (value === undefined || value === "") return undefined;
  if (typeof value === "string") return value;
  throw invalid("cursor must be given once.");
}

/** A parameter that is misspelt would otherwise be silently without effect. @throws InterlockError MASTER_DATA_QUERY_INVALID */
export function refuseUnknownParameters(query: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  const unknown = Object.keys(query).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw invalid(
    `${unknown.join(", ")} is not a parameter; there are ${known.length === 0 ? "none" : known.join(", ")}.`,
  );
}

const invalid = (detail: string): InterlockError =>
  new InterlockError(plantProblems.MASTER_DATA_QUERY_INVALID, { detail });
