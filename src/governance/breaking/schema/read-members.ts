import { isJsonObject, type JsonObject } from "../contract-document.js";
import type { Conjunct } from "./conjunction.js";
import { ANY_NAME, below, type FlatSource } from "./flatten.js";
import type { ArrayGroup, ContainsConstraint, ObjectGroup } from "./schema-node.js";

/** The schema under a keyword of a source. */
export function schemaAt(source: FlatSource, ...tokens: readonly (string | number)[]): Conjunct {
  let value: unknown = source.value;
  for (const token of tokens)
    value = Array.isArray(value) ? value[Number(token)] : isJsonObject(value) ? value[token] : undefined;
  return { pointer: below(source, ...tokens), value };
}

/** Groups of property schemas, one per source that says anything about members. */
export function readObjects(sources: readonly FlatSource[]): ObjectGroup[] {
  return sources.flatMap((source) => {
    const { value, evaluated } = source;
    const groups: ObjectGroup[] = [];
    if (["properties", "patternProperties", "additionalProperties"].some((keyword) => keyword in value)) {
      const rest = "additionalProperties" in value ? schemaAt(source, "additionalProperties") : undefined;
      groups.push({ source, properties: properties(source), patterns: patterns(source), rest });
    }
    const isRestKnown = evaluated?.patterns.includes(ANY_NAME) === true;
    if (evaluated?.isExact === true && !isRestKnown && "unevaluatedProperties" in value)
      groups.push(unevaluatedGroup(source, evaluated));
    return groups;
  });
}

function properties(source: FlatSource): Map<string, Conjunct> {
  const names = Object.keys(objectAt(source.value, "properties")).toSorted();
  return new Map(names.map((name) => [name, schemaAt(source, "properties", name)]));
}

function patterns(source: FlatSource): { pattern: string; schema: Conjunct }[] {
  const names = Object.keys(objectAt(source.value, "patternProperties")).toSorted();
  return names.map((pattern) => ({ pattern, schema: schemaAt(source, "patternProperties", pattern) }));
}

/** `unevaluatedProperties` is `additionalProperties` that also knows what its sub-schemas declare. */
function unevaluatedGroup(source: FlatSource, evaluated: NonNullable<FlatSource["evaluated"]>): ObjectGroup {
  const anything = { pointer: source.pointer, value: true };
  return {
    source,
    properties: new Map(evaluated.names.map((name) => [name, anything])),
    patterns: evaluated.patterns.map((pattern) => ({ pattern, schema: anything })),
    rest: schemaAt(source, "unevaluatedProperties"),
  };
}

/** Groups of element schemas; the array form of `items` (up to 2019-09) is `prefixItems`. */
export function readArrays(sources: readonly FlatSource[]): ArrayGroup[] {
  return sources.flatMap((source) => {
    const { value, evaluated } = source;
    const groups: ArrayGroup[] = [];
    const prefixKeyword = Array.isArray(value["items"]) ? "items" : "prefixItems";
    const restKeyword = prefixKeyword === "items" ? "additionalItems" : "items";
    const prefix = value[prefixKeyword];
    if (Array.isArray(prefix) || restKeyword in value)
      groups.push({
        prefix: Array.isArray(prefix) ? prefix.map((_, index) => schemaAt(source, prefixKeyword, index)) : [],
        rest: restKeyword in value ? schemaAt(source, restKeyword) : undefined,
      });
    if (evaluated?.isExact === true && !evaluated.hasItems && "unevaluatedItems" in value) {
      const anything = { pointer: source.pointer, value: true };
      groups.push({
        prefix: Array.from({ length: evaluated.itemCount }, () => anything),
        rest: schemaAt(source, "unevaluatedItems"),
      });
    }
    return groups;
  });
}

export function readContains(sources: readonly FlatSource[]): ContainsConstraint[] {
  return sources.flatMap((source) => {
    const { contains, minContains, maxContains } = source.value;
    if (contains === undefined) return [];
    return [
      {
        pointer: below(source, "contains"),
        schema: schemaAt(source, "contains"),
        countMin: typeof minContains === "number" ? minContains : 1,
        countMax: typeof maxContains === "number" ? maxContains : undefined,
      },
    ];
  });
}

/** Names that must be present, with the pointer that says so. */
export function readRequired(sources: readonly FlatSource[]): Map<string, string> {
  const required = new Map<string, string>();
  for (const source of sources)
    for (const name of stringsOf(source.value["required"]))
      if (!required.has(name)) required.set(name, below(source, "required"));
  return required;
}

/** `dependentRequired`, and the array entries of the older `dependencies`. */
export function readDependentRequired(sources: readonly FlatSource[]): Map<string, Map<string, string>> {
  const dependents = new Map<string, Map<string, string>>();
  for (const source of sources)
    for (const keyword of ["dependentRequired", "dependencies"])
      for (const [name, needed] of Object.entries(objectAt(source.value, keyword))) {
        const known = dependents.get(name) ?? new Map<string, string>();
        for (const need of stringsOf(needed)) known.set(need, below(source, keyword, name));
        if (known.size > 0) dependents.set(name, known);
      }
  return dependents;
}

/** `dependentSchemas`, and the schema entries of the older `dependencies`. */
export function readDependentSchemas(sources: readonly FlatSource[]): Map<string, Conjunct[]> {
  const dependents = new Map<string, Conjunct[]>();
  for (const source of sources)
    for (const keyword of ["dependentSchemas", "dependencies"])
      for (const [name, schema] of Object.entries(objectAt(source.value, keyword)))
        if (!Array.isArray(schema))
          dependents.set(name, [...(dependents.get(name) ?? []), schemaAt(source, keyword, name)]);
  return dependents;
}

function objectAt(value: JsonObject, keyword: string): JsonObject {
  const found = value[keyword];
  return isJsonObject(found) ? found : {};
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
