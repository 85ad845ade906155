import type { IncomingHttpHeaders } from "node:http";
import type { Finding } from "../kernel/finding.js";
import { MALFORMED_PART, type QueryValues, RAW_LIST_VALUES, decodeComponent } from "../platform/http/public.js";
import { isDelimited, splitList, toScalar } from "./parameter-decoder.js";
import { type CompiledParameter, type ParameterSet, emptyValues, parameterFinding, readList } from "./parameter-set.js";
import { clip } from "./violation-text.js";

/** Parameters as the contract types them, and what is wrong with them. */
export interface ParameterReading {
  readonly values: Record<string, unknown>;
  readonly findings: readonly Finding[];
}

/** Path parameters come decoded from the router. */
export function readPath(set: ParameterSet, given: Readonly<Record<string, string | undefined>>): ParameterReading {
  const values = emptyValues();
  for (const parameter of set.parameters) {
    const text = given[parameter.key];
    if (text !== undefined) values[parameter.key] = readSimple(text, parameter);
  }
  return { values, findings: set.check(values) };
}

/** Node joins a repeated header with commas; only a parameter that is a list takes that apart again. */
export function readHeaders(set: ParameterSet, given: IncomingHttpHeaders): ParameterReading {
  const values = emptyValues();
  for (const parameter of set.parameters) {
    const text = given[parameter.key];
    if (typeof text === "string") values[parameter.key] = readSimple(text, parameter);
  }
  return { values, findings: set.check(values) };
}

/** Every parameter of the query must be declared, and be there once unless it is a list. */
export function readQuery(set: ParameterSet, given: QueryValues): ParameterReading {
  const values = emptyValues();
  const findings: Finding[] = [...malformedFindings(given)];
  const known = new Set<string>();
  for (const parameter of set.parameters) readQueryParameter(parameter, given, values, findings, known);
  for (const name of Object.keys(given)) if (!known.has(name)) findings.push(unknownFinding(name));
  return { values, findings: [...findings, ...set.check(values)] };
}

function readQueryParameter(
  parameter: CompiledParameter,
  given: QueryValues,
  values: Record<string, unknown>,
  findings: Finding[],
  known: Set<string>,
): void {
  const { key, declaration, shape } = parameter;
  if (declaration.style === "deepObject") return readDeepObject(parameter, given, values, known);
  const value = given[key];
  known.add(key);
  if (value === undefined) return;
  if (shape.isList && !isDelimited(parameter.declaration)) values[key] = readList([value].flat(), parameter);
  else if (typeof value !== "string") findings.push(repeatedFinding(key));
  else
    values[key] = shape.isList ? readList(delimitedParts(key, value, given), parameter) : toScalar(value, shape.types);
}

/** `filter[state]=OPEN` → { state: "OPEN" }; a repeated member stays a list, which its schema then judges. */
function readDeepObject(
  parameter: CompiledParameter,
  given: QueryValues,
  values: Record<string, unknown>,
  known: Set<string>,
): void {
  const prefix = `${parameter.key}[`;
  for (const name of Object.keys(given)) {
    if (!name.startsWith(prefix) || !name.endsWith("]")) continue;
    known.add(name);
    const member = name.slice(prefix.length, -1);
    const object = (values[parameter.key] ??= emptyValues()) as Record<string, unknown>;
    const value = given[name];
    object[member] =
      typeof value === "string" ? toScalar(value, parameter.shape.memberTypes.get(member) ?? new Set()) : value;
  }
}

function readSimple(text: string, parameter: CompiledParameter): unknown {
  return parameter.shape.isList
    ? readList(
        splitList(text).map((part) => part.trim()),
        parameter,
      )
    : toScalar(text, parameter.shape.types);
}

/** A comma that was sent encoded belongs to a value, one that was sent plain divides two. */
function delimitedParts(key: string, value: string, given: QueryValues): readonly string[] {
  const raw = given[RAW_LIST_VALUES]?.get(key);
  return raw === undefined ? splitList(value) : splitList(raw).map((part) => decodeComponent(part) ?? part);
}

function malformedFindings(given: QueryValues): readonly Finding[] {
  const part = given[MALFORMED_PART];
  if (part === undefined) return [];
  const message = `The query has the part ${clip(part, 60)}, which cannot be decoded.`;
  return [parameterFinding("query", "", "SCHEMA_VIOLATION", message, "Percent-encode its UTF-8 bytes.")];
}

function repeatedFinding(name: string): Finding {
  return parameterFinding("query", name, "SCHEMA_VIOLATION", `The query has ${name} more than once.`, "Send it once.");
}

function unknownFinding(name: string): Finding {
  const shown = clip(name, 60);
  return parameterFinding(
    "query",
    name,
    "UNKNOWN_FIELD",
    `The query has the unknown parameter ${shown}.`,
    `Remove ${shown} or correct its name.`,
  );
}
