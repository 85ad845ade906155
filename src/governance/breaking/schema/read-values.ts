import { isEqualJson } from "../canonical-json.js";
import { below, type FlatSource } from "./flatten.js";
import { JSON_TYPES, type JsonType } from "./json-type.js";
import type { Located } from "./schema-document.js";

export interface TypeReading {
  readonly types: ReadonlySet<JsonType>;
  readonly typePointer: string;
  readonly integer: string | undefined;
}

/** The types all sources allow; OpenAPI 3.0 `nullable` counts as the type null beside the others. */
export function readTypes(sources: readonly FlatSource[], pointer: string): TypeReading {
  let types: ReadonlySet<string> = new Set(JSON_TYPES);
  let typePointer = pointer;
  let integer: string | undefined;
  for (const source of sources) {
    const named = namedTypes(source);
    if (named === undefined) continue;
    typePointer = below(source, "type");
    if (named.has("integer") && !named.has("number")) integer ??= typePointer;
    const allowed = new Set([...named].map((name) => (name === "integer" ? "number" : name)));
    types = new Set([...types].filter((type) => allowed.has(type)));
  }
  return { types: new Set(JSON_TYPES.filter((type) => types.has(type))), typePointer, integer };
}

function namedTypes({ value, without }: FlatSource): ReadonlySet<string> | undefined {
  const type = without.includes("type") ? undefined : value["type"];
  const names = Array.isArray(type) ? type.map(String) : typeof type === "string" ? [type] : undefined;
  if (names === undefined || names.includes("any")) return undefined;
  return new Set(value["nullable"] === true ? [...names, "null"] : names);
}

/** `const` is an `enum` of one; several lists leave what they share. */
export function readEnumeration(sources: readonly FlatSource[]): Located<readonly unknown[]> | undefined {
  let shared: Located<readonly unknown[]> | undefined;
  for (const own of sources.flatMap(ownLists)) {
    const values = shared?.value.filter((value) => own.value.some((other) => isEqualJson(value, other)));
    shared = values === undefined ? own : { ...own, value: values };
  }
  return shared;
}

function ownLists(source: FlatSource): Located<readonly unknown[]>[] {
  const lists: Located<readonly unknown[]>[] = [];
  const { value, without } = source;
  if (Array.isArray(value["enum"]) && !without.includes("enum"))
    lists.push({ value: value["enum"], pointer: below(source, "enum") });
  if ("const" in value && !without.includes("const"))
    lists.push({ value: [value["const"]], pointer: below(source, "const") });
  return lists;
}
