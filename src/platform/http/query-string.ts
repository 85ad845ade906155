import { InterlockError } from "../../kernel/problem.js";
import { httpProblems } from "./problems.js";

/** Values of a query string by name, decoded; a name that occurs more than once has a list. No prototype. */
export type QueryValues = { [name: string]: string | string[] } & {
  /** Values that held an encoded comma, before decoding: a list must not be split there (RFC 6570 §3.2.8). */
  [RAW_LIST_VALUES]?: Map<string, string>;
  /** The first name or value that could not be decoded. */
  [MALFORMED_PART]?: string;
  /** Set to the limit when the text has more parts than that; only the first of them are here. */
  [EXCESS_PARAMETERS]?: number;
};

/** Where no other limit is set. */
const PARAMETER_COUNT_MAX = 1_000;

export const RAW_LIST_VALUES = Symbol("raw list values");
export const MALFORMED_PART = Symbol("malformed part");
export const EXCESS_PARAMETERS = Symbol("excess parameters");

const emptyQuery: QueryValues = Object.freeze(noValues());

/** Fastify's query string parser for every route; a query is parsed once. */
export function queryStringParser(parameterCountMax: number): (text: string) => QueryValues {
  return (text) => (text === "" ? emptyQuery : parseQueryString(text, parameterCountMax));
}

/**
 * Never throws, as the router that calls it could not answer: a bad part is left as it came, and what is beyond the
 * limit is left unread and marked.
 */
export function parseQueryString(text: string, parameterCountMax = PARAMETER_COUNT_MAX): QueryValues {
  if (text === "") return emptyQuery;
  const values = noValues();
  // Empty parts count as well, or a megabyte of ampersands would be split in full.
  const parts = text.split("&", parameterCountMax + 1);
  if (parts.length > parameterCountMax) values[EXCESS_PARAMETERS] = parameterCountMax;
  for (const part of parts) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = decodePart(values, equals === -1 ? part : part.slice(0, equals));
    addValue(values, name, equals === -1 ? "" : part.slice(equals + 1));
  }
  return values;
}

/** @throws InterlockError TOO_MANY_PARAMETERS */
export function refuseExcessParameters(values: QueryValues): void {
  const countMax = values[EXCESS_PARAMETERS];
  if (countMax === undefined) return;
  throw new InterlockError(httpProblems.TOO_MANY_PARAMETERS, {
    detail: `A query or a form may have at most ${countMax} parameters; send fewer.`,
  });
}

/** No prototype, so that no name of a query can reach one. */
function noValues(): QueryValues {
  return Object.create(null) as QueryValues;
}

function addValue(values: QueryValues, name: string, raw: string): void {
  const value = decodePart(values, raw);
  const present = values[name];
  if (present === undefined) values[name] = value;
  else if (Array.isArray(present)) present.push(value);
  else values[name] = [present, value];
  if (/%2c/i.test(raw)) (values[RAW_LIST_VALUES] ??= new Map<string, string>()).set(name, raw);
}

/** U+0000 is refused with what cannot be decoded, as no store can hold it. */
function decodePart(values: QueryValues, raw: string): string {
  const decoded = decodeComponent(raw);
  if (decoded !== undefined && !decoded.includes("\u0000")) return decoded;
  values[MALFORMED_PART] ??= raw;
  return raw;
}

/** Percent-decoding with `+` as space (application/x-www-form-urlencoded); undefined when it is not UTF-8. */
export function decodeComponent(raw: string): string | undefined {
  if (!raw.includes("%") && !raw.includes("+")) return raw;
  try {
    return decodeURIComponent(raw.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
