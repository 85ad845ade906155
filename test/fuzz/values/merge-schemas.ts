import { asList, asObject, type JsonObject } from "../../../src/gateway/json-value.js";
import type { NormalSchema } from "../../../src/gateway/schema-normalizer.js";

/** A schema without references and `allOf`: what stands at one place, and the conditions beside it. */
export interface FlatSchema {
  readonly keywords: JsonObject;
  readonly conditions: readonly {
    readonly when: NormalSchema;
    readonly met: NormalSchema;
    readonly unmet: NormalSchema;
  }[];
}

const LARGER = new Set(["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"]);
const SMALLER = new Set(["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"]);

/** @param resolve gives the schema of a reference */
export function flatten(schema: NormalSchema, resolve: (id: string) => NormalSchema): FlatSchema {
  if (typeof schema === "boolean") return { keywords: schema ? {} : { enum: [] }, conditions: [] };
  const { $ref, allOf, if: condition, then, else: otherwise, ...own } = schema;
  const parts = [
    ...(typeof $ref === "string" ? [flatten(resolve($ref), resolve)] : []),
    ...asList(allOf).map((part) => flatten(part as NormalSchema, resolve)),
  ];
  const conditions = parts.flatMap((part) => part.conditions);
  if (condition !== undefined)
    conditions.push({
      when: condition as NormalSchema,
      met: (then ?? true) as NormalSchema,
      unmet: (otherwise ?? true) as NormalSchema,
    });
  return { keywords: parts.reduce((merged, { keywords }) => merge(keywords, merged), own as JsonObject), conditions };
}

/** Both schemas at once, as far as their keywords can be joined; what cannot is left to the check of the whole. */
function merge(one: JsonObject, other: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...one };
  for (const [keyword, value] of Object.entries(other)) {
    merged[keyword] = keyword in one ? join(keyword, one[keyword], value) : value;
  }
  return merged;
}

function join(keyword: string, one: unknown, other: unknown): unknown {
  if (keyword === "required") return [...new Set([...asList(one), ...asList(other)])];
  if (keyword === "enum") return asList(one).filter((value) => asList(other).includes(value));
  if (keyword === "properties") return joinProperties(asObject(one), asObject(other));
  if (LARGER.has(keyword)) return Math.max(Number(one), Number(other));
  if (SMALLER.has(keyword)) return Math.min(Number(one), Number(other));
  return other;
}

function joinProperties(one: JsonObject, other: JsonObject): JsonObject {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  const schemaOf = (name: string): unknown =>
    name in one && name in other ? { allOf: [one[name], other[name]] } : (one[name] ?? other[name]);
  return Object.fromEntries([...names].map((name) => [name, schemaOf(name)]));
}
