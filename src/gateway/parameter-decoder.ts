import type { ContractParameter } from "./contract-operation.js";
import { asList, asObject, isJsonObject } from "./json-value.js";
import type { NormalSchema } from "./schema-normalizer.js";

const INTEGER = /^-?(?:0|[1-9][0-9]*)$/;
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** What the schema of a parameter says about the way its text is read. */
export interface ParameterShape {
  readonly isList: boolean;
  /** Types of the value, or of each element of a list. */
  readonly types: ReadonlySet<string>;
  /** Types of the members of a deepObject. */
  readonly memberTypes: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A contract gives types; text that does not fit them stays text, and the schema then says what is wrong with it. */
export function shapeOf(schema: NormalSchema, registry: ReadonlyMap<string, NormalSchema>): ParameterShape {
  const types = typesOf(schema, registry);
  if (types.has("array"))
    return { isList: true, types: typesOf(keywordOf(schema, "items", registry), registry), memberTypes: new Map() };
  const members = Object.entries(asObject(keywordOf(schema, "properties", registry)));
  return {
    isList: false,
    types,
    memberTypes: new Map(members.map(([name, member]) => [name, typesOf(member, registry)])),
  };
}

/** A list is split at commas (RFC 6570 simple and form expansion without explode) before its parts are decoded. */
export function splitList(raw: string): readonly string[] {
  return raw === "" ? [] : raw.split(",");
}

export function isDelimited(parameter: ContractParameter): boolean {
  return parameter.in !== "query" || !parameter.explode;
}

/**
 * `"5"` → 5 and `"true"` → true where the contract has such types; JSON spelling only, so `0x10` and ` 5` stay text. An
 * integer is digits only: `1e2` and `1.0` stay text too.
 */
export function toScalar(text: string, types: ReadonlySet<string>): unknown {
  if (types.has("number") ? NUMBER.test(text) : types.has("integer") && INTEGER.test(text)) return Number(text);
  if (types.has("boolean") && (text === "true" || text === "false")) return text === "true";
  return text;
}

function typesOf(schema: unknown, registry: ReadonlyMap<string, NormalSchema>): ReadonlySet<string> {
  const type = keywordOf(schema, "type", registry);
  return new Set([type].flat().filter((name): name is string => typeof name === "string"));
}

/** Looks through references and allOf. */
function keywordOf(schema: unknown, keyword: string, registry: ReadonlyMap<string, NormalSchema>): unknown {
  if (!isJsonObject(schema)) return undefined;
  if (schema[keyword] !== undefined) return schema[keyword];
  const reference = schema["$ref"];
  if (typeof reference === "string") return keywordOf(registry.get(reference), keyword, registry);
  for (const part of asList(schema["allOf"])) {
    const found = keywordOf(part, keyword, registry);
    if (found !== undefined) return found;
  }
  return undefined;
}
