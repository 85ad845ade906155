import { InterlockError } from "../../../kernel/problem.js";
import { auditProblems } from "../problems.js";
import type { EntryQuery } from "./audit-reader.js";

const FILTERS = ["resourceType", "resourceId", "actor", "action", "plantCode", "correlationId"] as const;
const NUMBERS = ["after", "limit"] as const;
const TEXT_LENGTH_MAX = 200;
const LIMIT_MAX = 500;

/** A page of entries as it was asked for. */
export interface AuditPageQuery {
  /** Sequence after which the page begins; -1 for the beginning. */
  readonly after: number;
  readonly limit: number;
  readonly filters: EntryQuery;
}

/** @throws InterlockError AUDIT_QUERY_INVALID naming the parameter */
export function readAuditQuery(query: Readonly<Record<string, unknown>>): AuditPageQuery {
  const filters: { -readonly [Name in keyof EntryQuery]: EntryQuery[Name] } = {};
  const numbers = { after: -1, limit: 100 };
  for (const [given, value] of Object.entries(query)) {
    const filter = FILTERS.find((name) => name === given);
    const number = NUMBERS.find((name) => name === given);
    if (filter !== undefined) filters[filter] = readText(filter, value);
    else if (number !== undefined) numbers[number] = readNumber(number, value);
    else throw refusal(`${given.slice(0, 60)} is no parameter here; use ${[...FILTERS, ...NUMBERS].join(", ")}.`);
  }
  if (numbers.limit < 1 || numbers.limit > LIMIT_MAX) throw refusal(`limit must be from 1 to ${LIMIT_MAX}.`);
  return { ...numbers, filters };
}

/** A sequence of the log. @throws InterlockError AUDIT_QUERY_INVALID */
export function readSeq(text: string): number {
  return readNumber("seq", text);
}

function readText(name: string, value: unknown): string {
  if (typeof value === "string" && value.length > 0 && value.length <= TEXT_LENGTH_MAX) return value;
  throw refusal(`${name} must be there once, as 1 to ${TEXT_LENGTH_MAX} characters.`);
}

function readNumber(name: string, value: unknown): number {
  if (typeof value === "string" && /^[0-9]{1,15}$/.test(value)) return Number(value);
  throw refusal(`${name} must be a whole number.`);
}

function refusal(detail: string): InterlockError {
  return new InterlockError(auditProblems.AUDIT_QUERY_INVALID, { detail });
}
