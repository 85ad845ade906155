import { InterlockError } from "../../kernel/problem.js";
import { promotionProblems } from "../problems.js";

type QueryValues = Readonly<Record<string, unknown>>;

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

/** A parameter that is misspelt would otherwise be silently without effect. @throws InterlockError CONTRACT_REQUEST_INVALID */
export function refuseUnknown(query: QueryValues, known: readonly string[]): void {
  const unknown = Object.keys(query).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw invalid(`${unknown.join(", ").slice(0, 200)} is not a parameter; there are ${known.join(", ") || "none"}.`);
}

export function readOptional(query: QueryValues, name: string, lengthMax = 100): string | undefined {
  const value = query[name];
  if (value === undefined || value === "") return undefined;
  if (typeof value === "string" && value.length <= lengthMax) return value;
  throw invalid(`${name} must be given once, with at most ${lengthMax} characters.`);
}

/** @param allowed what the parameter may be @throws InterlockError CONTRACT_REQUEST_INVALID */
export function readOneOf(query: QueryValues, name: string, allowed: readonly string[]): string | undefined {
  const value = readOptional(query, name);
  if (value === undefined || allowed.includes(value)) return value;
  throw invalid(`${name} must be one of ${allowed.join(", ")}.`);
}

export function readLimit(query: QueryValues): number {
  const value = query["limit"];
  if (value === undefined) return LIMIT_DEFAULT;
  const limit = typeof value === "string" && /^[0-9]{1,3}$/.test(value) ? Number(value) : 0;
  if (limit >= 1 && limit <= LIMIT_MAX) return limit;
  throw invalid(`limit must be a whole number from 1 to ${LIMIT_MAX}.`);
}

function invalid(detail: string): InterlockError {
  return new InterlockError(promotionProblems.CONTRACT_REQUEST_INVALID, { detail });
}
