import { isJsonObject } from "../contract-document.js";
import type { Conjunct, Conjunction } from "./conjunction.js";
import { below, flatten, type FlatSource } from "./flatten.js";
import { readConditionals, readOpaques, readSchemas, readUnions } from "./read-logic.js";
import { readLimits, readMaximum, readMinimum, readNumbers } from "./read-limits.js";
import {
  readArrays,
  readContains,
  readDependentRequired,
  readDependentSchemas,
  readObjects,
  readRequired,
} from "./read-members.js";
import { readEnumeration, readTypes } from "./read-values.js";
import type { Located } from "./schema-document.js";
import type { SchemaNode } from "./schema-node.js";

/** Unit-of-measure keys seen in the field, besides `x-interlock.unitCode`. */
const UNIT_KEYS = ["x-unit", "x-unit-code", "x-unitCode", "x-uom", "x-ucum"];

const ANNOTATIONS = ["discriminator", "readOnly", "writeOnly", "default", "xml", "x-extensible-enum"];

/** Reads a conjunction in 2020-12 terms, whatever dialect its document uses. */
export function readNode(conjunction: Conjunction): SchemaNode {
  const flat = flatten(conjunction);
  const { sources } = flat;
  const pointer = sources[0]?.pointer ?? conjunction.conjuncts[0]?.pointer ?? "";
  const reading = readTypes(sources, pointer);
  return {
    conjunction,
    pointer,
    sources,
    ...reading,
    types: flat.isNever ? new Set() : reading.types,
    values: readEnumeration(sources),
    limits: readLimits(sources),
    minimum: readMinimum(sources),
    maximum: readMaximum(sources),
    multiples: [...readNumbers(sources, "multipleOf"), ...readNumbers(sources, "divisibleBy")],
    patterns: readTexts(sources, "pattern"),
    formats: readTexts(sources, "format"),
    contentEncodings: readTexts(sources, "contentEncoding"),
    contentMediaTypes: readTexts(sources, "contentMediaType"),
    contentSchemas: readSchemas(sources, "contentSchema"),
    uniqueItems: pointerOf(sources, "uniqueItems", true),
    required: readRequired(sources),
    dependentRequired: readDependentRequired(sources),
    dependentSchemas: readDependentSchemas(sources),
    propertyNames: readSchemas(sources, "propertyNames"),
    objects: readObjects(sources),
    arrays: readArrays(sources),
    contains: readContains(sources),
    unions: readUnions(sources),
    negations: readNegations(sources),
    conditionals: readConditionals(sources),
    opaques: readOpaques(flat),
    annotations: readAnnotations(sources),
  };
}

function readTexts(sources: readonly FlatSource[], keyword: string): Located<string>[] {
  const found = new Map<string, Located<string>>();
  for (const source of sources) {
    const value = source.value[keyword];
    if (typeof value === "string" && !found.has(value)) found.set(value, { value, pointer: below(source, keyword) });
  }
  return [...found.values()];
}

function pointerOf(sources: readonly FlatSource[], keyword: string, wanted: unknown): string | undefined {
  const source = sources.find(({ value }) => value[keyword] === wanted);
  return source && below(source, keyword);
}

function readNegations(sources: readonly FlatSource[]): Conjunct[] {
  return readSchemas(
    sources.filter(({ without }) => !without.includes("not")),
    "not",
  );
}

/** The first source that says it wins, as the outermost schema is the one a reader sees. */
function readAnnotations(sources: readonly FlatSource[]): Map<string, Located<unknown>> {
  const annotations = new Map<string, Located<unknown>>();
  for (const source of sources) {
    for (const keyword of ANNOTATIONS) addAnnotation(annotations, keyword, source, [keyword]);
    for (const keyword of UNIT_KEYS) addAnnotation(annotations, "unit-code", source, [keyword]);
    addAnnotation(annotations, "unit-code", source, ["x-interlock", "unitCode"]);
  }
  return annotations;
}

function addAnnotation(
  known: Map<string, Located<unknown>>,
  name: string,
  source: FlatSource,
  path: readonly string[],
): void {
  let value: unknown = source.value;
  for (const key of path) value = isJsonObject(value) ? value[key] : undefined;
  const isStated = value !== undefined && (value !== false || name === "default");
  if (isStated && !known.has(name)) known.set(name, { value, pointer: below(source, ...path) });
}
