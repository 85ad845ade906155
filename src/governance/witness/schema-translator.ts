import { pointerToken } from "../../kernel/finding.js";
import { isJsonObject, type JsonObject } from "../breaking/contract-document.js";
import type { SchemaDocument } from "../breaking/schema/schema-document.js";
import type { View } from "../breaking/view.js";

/** A JSON Schema 2020-12 whose references are ids of the translator's registry. */
export type PlainSchema = boolean | JsonObject;

const SINGLE = new Set([
  "additionalProperties",
  "unevaluatedProperties",
  "unevaluatedItems",
  "contains",
  "propertyNames",
  "not",
  "if",
  "then",
  "else",
]);
const LIST = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const MAP = new Set(["patternProperties", "dependentSchemas"]);
/** Copied as they are. What is in no list says nothing about validity, or is spelled anew below. */
const PLAIN = new Set([
  "enum",
  "const",
  "format",
  "multipleOf",
  "maxLength",
  "minLength",
  "pattern",
  "minContains",
  "maxContains",
  "maxItems",
  "minItems",
  "uniqueItems",
  "dependentRequired",
  "maxProperties",
  "minProperties",
]);

/**
 * What becomes of members that the direction hides: the gateway refuses them, other receivers ignore them. A witness is
 * what the gateway would do; a verdict is only contradicted by what nobody would ignore.
 */
export type HiddenMembers = "refused" | "ignored";

/** A schema that a validator cannot judge as its author meant it. */
export class UntranslatableSchema extends Error {}

/**
 * Writes schemas of any dialect a contract may use in 2020-12, for a validator that knows nothing of the engine. It
 * shares no reading with the engine on purpose: what judges the engine must not repeat its mistakes.
 */
export class SchemaTranslator {
  /** Everything that was referred to, by id. */
  readonly referred = new Map<string, PlainSchema>();
  readonly #idByPlace = new Map<string, string>();

  constructor(
    private readonly document: SchemaDocument,
    private readonly view: View,
    private readonly hidden: HiddenMembers,
  ) {}

  /** @throws UntranslatableSchema where a reference leads nowhere or depends on the way it was reached. */
  translate(value: unknown, pointer: string): PlainSchema {
    if (typeof value === "boolean") return value;
    if (value === undefined) return true;
    if (!isJsonObject(value)) throw new UntranslatableSchema(`${pointer} is not a schema`);
    const reference = value["$ref"];
    if (typeof reference === "string" && this.document.ignoresReferenceSiblings) return { $ref: this.#idOf(reference) };
    const copy: Record<string, unknown> = {};
    for (const [keyword, member] of Object.entries(value)) this.#add(copy, keyword, member, value, pointer);
    return copy;
  }

  #add(copy: Record<string, unknown>, keyword: string, member: unknown, schema: JsonObject, pointer: string): void {
    const at = `${pointer}/${pointerToken(keyword)}`;
    if (PLAIN.has(keyword)) copy[keyword] = member;
    else if (SINGLE.has(keyword)) copy[keyword] = this.translate(member, at);
    else if (LIST.has(keyword) && Array.isArray(member)) copy[keyword] = this.#list(member, at);
    else if (MAP.has(keyword) && isJsonObject(member)) copy[keyword] = this.#map(member, at);
    else this.#addSpelledAnew(copy, keyword, member, schema, at);
  }

  #addSpelledAnew(
    copy: Record<string, unknown>,
    keyword: string,
    member: unknown,
    schema: JsonObject,
    at: string,
  ): void {
    if (keyword === "$ref" && typeof member === "string") copy["$ref"] = this.#idOf(member);
    if (keyword === "$dynamicRef" || keyword === "$recursiveRef") throw new UntranslatableSchema(`${at} is dynamic`);
    if (keyword === "type") copy["type"] = typeOf(member, schema);
    if (keyword === "required" && Array.isArray(member)) copy["required"] = this.#visibleNames(member, schema);
    if (keyword === "properties" && isJsonObject(member)) copy["properties"] = this.#properties(member, at);
    if (keyword === "items") Object.assign(copy, this.#items(member, at, schema));
    if (keyword === "dependencies" && isJsonObject(member)) Object.assign(copy, this.#dependencies(member, at));
    if (BOUNDS.has(keyword)) Object.assign(copy, boundOf(keyword, member, schema));
    if (keyword === "divisibleBy") copy["multipleOf"] = member;
  }

  #list(members: readonly unknown[], at: string): PlainSchema[] {
    return members.map((member, index) => this.translate(member, `${at}/${index}`));
  }

  #map(members: JsonObject, at: string): Record<string, PlainSchema> {
    const entries = Object.entries(members);
    return Object.fromEntries(
      entries.map(([name, value]) => [name, this.translate(value, `${at}/${pointerToken(name)}`)]),
    );
  }

  #properties(members: JsonObject, at: string): Record<string, PlainSchema> {
    const visible = Object.entries(members).map(([name, value]) => [
      name,
      this.#isHidden(value) ? this.hidden === "ignored" : value,
    ]);
    return this.#map(Object.fromEntries(visible) as JsonObject, at);
  }

  #visibleNames(names: readonly unknown[], schema: JsonObject): unknown[] {
    const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
    return names.filter((name) => typeof name !== "string" || !this.#isHidden(properties[name]));
  }

  /** Requests carry no readOnly members, responses no writeOnly ones (OpenAPI 3.1 §4.8.24). */
  #isHidden(value: unknown, depth = 0): boolean {
    if (!isJsonObject(value) || this.document.contract.format === "json-schema") return false;
    const reference = value["$ref"];
    const target = typeof reference === "string" && depth < 8 ? this.document.resolve(reference)?.value : undefined;
    return value[this.view === "request" ? "readOnly" : "writeOnly"] === true || this.#isHidden(target, depth + 1);
  }

  /** The array form of `items`, up to 2019-09, is `prefixItems`. */
  #items(member: unknown, at: string, schema: JsonObject): Record<string, unknown> {
    if (!Array.isArray(member)) return { items: this.translate(member, at) };
    const rest = schema["additionalItems"];
    return { prefixItems: this.#list(member, at), ...(rest === undefined ? {} : { items: this.translate(rest, at) }) };
  }

  #dependencies(members: JsonObject, at: string): Record<string, unknown> {
    const [names, schemas] = [Object.entries(members), Object.entries(members)].map((entries, index) =>
      entries.filter(([, value]) => Array.isArray(value) === (index === 0)),
    );
    return {
      dependentRequired: Object.fromEntries(names ?? []),
      dependentSchemas: this.#map(Object.fromEntries(schemas ?? []), at),
    };
  }

  #idOf(reference: string): string {
    const target = this.document.resolve(reference);
    if (target === undefined) throw new UntranslatableSchema(`the reference ${reference} leads nowhere`);
    const known = this.#idByPlace.get(target.pointer);
    if (known !== undefined) return known;
    const id = `schema:/${this.view}/${this.#idByPlace.size}`;
    this.#idByPlace.set(target.pointer, id);
    this.referred.set(id, this.translate(target.value, target.pointer));
    return id;
  }
}

/** OpenAPI 3.0 adds null by `nullable`, drafts up to 3 know `any`. */
function typeOf(type: unknown, schema: JsonObject): unknown {
  const names = (Array.isArray(type) ? type : [type]).filter((name) => typeof name === "string");
  if (names.includes("any")) return ["array", "boolean", "null", "number", "object", "string"];
  return schema["nullable"] === true ? [...new Set([...names, "null"])] : names;
}

const BOUNDS = new Set(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]);

/** Drafts up to 4 and OpenAPI 3.0 spell exclusiveness as a boolean beside the bound. */
function boundOf(keyword: string, member: unknown, schema: JsonObject): Record<string, unknown> {
  if (typeof member !== "number") return {};
  const exclusive = `exclusive${keyword.charAt(0).toUpperCase()}${keyword.slice(1)}`;
  return { [schema[exclusive] === true ? exclusive : keyword]: member };
}
