import { decodeComponent } from "../../platform/http/public.js";
import { invalidRequest } from "./refusals.js";

/** One group of `q[][…]` parameters. */
export type QueryGroup = Readonly<Record<string, string>>;

/** A query string as Rack reads it. */
export interface RackQuery {
  /** Plain parameters; the last of a name counts. */
  readonly values: QueryGroup;
  /** `success[]=true&success[]=false`. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** `q[][pacticipant]=A&q[][version]=1&q[][pacticipant]=B`: a name that the group has already begins the next group. */
  readonly groups: Readonly<Record<string, readonly QueryGroup[]>>;
}

const PARAMETERS_MAX = 2_000;
const NAME = /^([^[\]]+)(?:(\[\])(?:\[([^[\]]+)\])?)?$/;

/**
 * Parses the query string of an address. Order matters: the groups of selectors are only told apart by it, which is why
 * the server's own parser cannot be used. @throws InterlockError PACT_REQUEST_INVALID
 */
export function parseRackQuery(url: string): RackQuery {
  const start = url.indexOf("?");
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  const lists: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  const groups: Record<string, Record<string, string>[]> = Object.create(null) as typeof groups;
  const parts = start === -1 ? [] : url.slice(start + 1).split("&", PARAMETERS_MAX + 1);
  if (parts.length > PARAMETERS_MAX) throw invalidRequest(`A query has at most ${PARAMETERS_MAX} parameters.`);
  for (const part of parts) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = decode(equals === -1 ? part : part.slice(0, equals));
    const value = decode(equals === -1 ? "" : part.slice(equals + 1));
    const [, base = "", isList, member] = NAME.exec(name) ?? [];
    if (base === "") throw invalidRequest(`The parameter name ${name.slice(0, 80)} cannot be read.`);
    if (isList === undefined) values[base] = value;
    else if (member === undefined) (lists[base] ??= []).push(value);
    else addToGroup((groups[base] ??= []), member, value);
  }
  return { values, lists, groups };
}

function addToGroup(groups: Record<string, string>[], member: string, value: string): void {
  const last = groups.at(-1);
  if (last !== undefined && !(member in last)) last[member] = value;
  else groups.push(Object.assign(Object.create(null) as Record<string, string>, { [member]: value }));
}

function decode(raw: string): string {
  const decoded = decodeComponent(raw);
  if (decoded === undefined || decoded.includes("\u0000")) throw invalidRequest("The query is not UTF-8 text.");
  return decoded;
}
