import fc from "fast-check";
import { type JsonObject, asList, asObject } from "../../../src/gateway/json-value.js";
import type { NormalSchema } from "../../../src/gateway/schema-normalizer.js";
import type { ContractSchemas, ReadSchema } from "./contract-schemas.js";
import { type FlatSchema, flatten } from "./merge-schemas.js";
import { textArbitrary } from "./text-arbitrary.js";

/** Longer lists than a schema asks for say nothing new. */
const ITEMS_MAX = 3;

type Values = Readonly<Record<string, unknown>>;

/** Makes values that keep to the schemas of a contract; the gateway's own check has the last word. */
export class SchemaArbitraries {
  constructor(private readonly schemas: ContractSchemas) {}

  of({ schema, isValid }: ReadSchema): fc.Arbitrary<unknown> {
    return this.#any(schema).filter(isValid);
  }

  #any(schema: NormalSchema): fc.Arbitrary<unknown> {
    const flat = flatten(schema, (id) => this.schemas.resolve(id));
    const { keywords, conditions } = flat;
    if ("const" in keywords) return fc.constant(keywords["const"]);
    if ("enum" in keywords) return fc.constantFrom(...asList(keywords["enum"]));
    const branches = asList(keywords["oneOf"] ?? keywords["anyOf"]);
    if (branches.length > 0) {
      const { oneOf: _oneOf, anyOf: _anyOf, ...rest } = keywords;
      return fc.oneof(...branches.map((branch) => this.#any({ allOf: [rest, branch] })));
    }
    const types = typesOf(keywords);
    return fc.oneof(...types.map((type) => this.#typed(type, { keywords, conditions })));
  }

  #typed(type: string, flat: FlatSchema): fc.Arbitrary<unknown> {
    const { keywords } = flat;
    if (type === "string") return textArbitrary(keywords);
    if (type === "integer" || type === "number") return numberArbitrary(type, keywords);
    if (type === "boolean") return fc.boolean();
    if (type === "null") return fc.constant(null);
    if (type === "array") return this.#array(keywords);
    if (type === "object") return this.#object(flat);
    return fc.jsonValue({ maxDepth: 1 });
  }

  #array({ items, minItems, maxItems, uniqueItems }: JsonObject): fc.Arbitrary<unknown> {
    const item = this.#any((items ?? true) as NormalSchema);
    const minLength = typeof minItems === "number" ? minItems : 0;
    const maxLength = Math.min(typeof maxItems === "number" ? maxItems : ITEMS_MAX, Math.max(ITEMS_MAX, minLength));
    return uniqueItems === true
      ? fc.uniqueArray(item, { minLength, maxLength, selector: (value) => JSON.stringify(value) })
      : fc.array(item, { minLength, maxLength });
  }

  /** Members first, then what the conditions ask for in view of them. */
  #object({ keywords, conditions }: FlatSchema): fc.Arbitrary<unknown> {
    const base = fc.tuple(this.#members(keywords), this.#others(keywords)).map(([members, others]) => ({
      ...others,
      ...members,
    }));
    return conditions.reduce<fc.Arbitrary<Values>>(
      (made, condition) => made.chain((value) => this.#fulfil(value, condition, keywords)),
      base,
    );
  }

  #members(keywords: JsonObject): fc.Arbitrary<Values> {
    const properties = Object.entries(asObject(keywords["properties"])).filter(([, schema]) => schema !== false);
    const required = asList(keywords["required"]).map(String);
    const model = Object.fromEntries(properties.map(([name, schema]) => [name, this.#any(schema as NormalSchema)]));
    return fc.record(model, { requiredKeys: required.filter((name) => name in model), noNullPrototype: true });
  }

  /** Members that only additionalProperties allows. */
  #others(keywords: JsonObject): fc.Arbitrary<Values> {
    const { additionalProperties, propertyNames, maxProperties } = keywords;
    if (typeof additionalProperties !== "object" || additionalProperties === null) return fc.constant({});
    const name =
      propertyNames === undefined
        ? fc.constantFrom("a", "b")
        : this.#any({ allOf: [{ type: "string" }, propertyNames] });
    const maxKeys = Math.min(2, typeof maxProperties === "number" ? maxProperties : 2);
    return fc.dictionary(name as fc.Arbitrary<string>, this.#any(additionalProperties as NormalSchema), {
      maxKeys,
      noNullPrototype: true,
    });
  }

  #fulfil(value: Values, condition: FlatSchema["conditions"][number], keywords: JsonObject): fc.Arbitrary<Values> {
    const consequence = this.schemas.isValid(condition.when, value) ? condition.met : condition.unmet;
    const asked = flatten(consequence, (id) => this.schemas.resolve(id)).keywords;
    const known = asObject(keywords["properties"]);
    const conditional = asObject(asked["properties"]);
    const missing = asList(asked["required"])
      .map(String)
      .filter((name) => !(name in value));
    const given = Object.keys(conditional).filter((name) => name in value);
    const banned = given.filter((name) => conditional[name] === false);
    const model = Object.fromEntries(
      [...new Set([...missing, ...given])]
        .filter((name) => conditional[name] !== false)
        .map((name) => [name, this.#any({ allOf: [known[name] ?? true, conditional[name] ?? true] })]),
    );
    const kept = Object.fromEntries(Object.entries(value).filter(([name]) => !banned.includes(name)));
    return fc.record(model, { noNullPrototype: true }).map((made) => ({ ...kept, ...made }));
  }
}

function typesOf(keywords: JsonObject): readonly string[] {
  const { type } = keywords;
  if (typeof type === "string") return [type];
  if (Array.isArray(type)) return type.map(String);
  if ("properties" in keywords || "required" in keywords) return ["object"];
  return "items" in keywords ? ["array"] : ["any"];
}

function numberArbitrary(type: string, keywords: JsonObject): fc.Arbitrary<number> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = keywords;
  const min = Number(minimum ?? (exclusiveMinimum === undefined ? -1e9 : Number(exclusiveMinimum) + 1));
  const max = Number(maximum ?? (exclusiveMaximum === undefined ? Math.max(1e9, min) : Number(exclusiveMaximum) - 1));
  if (type === "integer") return fc.integer({ min: Math.ceil(min), max: Math.floor(max) });
  return fc.oneof(fc.integer({ min: Math.ceil(min), max: Math.floor(max) }), fc.double({ min, max, noNaN: true }));
}
