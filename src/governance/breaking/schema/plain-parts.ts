import { isJsonObject, type JsonObject } from "../contract-document.js";
import type { Conjunct, Conjunction } from "./conjunction.js";
import { below } from "./flatten.js";
import type { SchemaReader } from "./schema-reader.js";
import type { UnchangedClosure } from "./unchanged-closure.js";

/** Keywords of a plain schema that say nothing about what is inside; `x-…` says nothing either. */
const SIMPLE: ReadonlySet<string> = new Set(["type", "title", "description", "example", "deprecated", "required"]);

/** Members that hold schemas; whoever has another one is not plain. */
const INNER: ReadonlySet<string> = new Set(["properties", "additionalProperties", "items", "maxItems"]);

interface KnownParts {
  readonly pointer: string;
  readonly parts: readonly Conjunction[] | undefined;
}

/**
 * The parts of plain schemas whose references changed. Two plain schemas with equal text accept the same but for what
 * these parts refer to: nothing in them chooses, negates, counts or contradicts, so each part answers for itself.
 */
export class PlainParts {
  /** By side and value, as both may hold the same object; one shared between two places is read for each of them. */
  readonly #known = { base: new WeakMap<object, KnownParts>(), revision: new WeakMap<object, KnownParts>() };

  constructor(private readonly closure: UnchangedClosure) {}

  /** In the order the comparison asks for them; undefined when the schema is not plain. */
  of(conjunct: Conjunct, reader: SchemaReader): readonly Conjunction[] | undefined {
    const { pointer, value, without, label } = conjunct;
    if (without !== undefined || label !== undefined || !isJsonObject(value)) return undefined;
    const ofSide = this.#known[reader.document.side];
    const known = ofSide.get(value);
    if (known?.pointer === pointer) return known.parts;
    const parts = isPlain(value) ? this.#read(pointer, value, reader) : undefined;
    ofSide.set(value, { pointer, parts });
    return parts;
  }

  #read(pointer: string, value: JsonObject, reader: SchemaReader): readonly Conjunction[] | undefined {
    const properties = isJsonObject(value["properties"]) ? value["properties"] : {};
    const isChanged = (part: unknown): boolean => isJsonObject(part) && !this.closure.hasUnchangedReferences(part);
    const names = Object.keys(properties).filter((name) => isChanged(properties[name]));
    const keywords = ["additionalProperties", "items"].filter((keyword) => isChanged(value[keyword]));
    const at = (part: unknown, ...tokens: readonly string[]): Conjunction =>
      reader.conjunction([{ pointer: below({ pointer, value }, ...tokens), value: part }]);
    const parts = [
      ...names.toSorted().map((name) => at(properties[name], "properties", name)),
      ...keywords.map((keyword) => at(value[keyword], keyword)),
    ];
    return parts.every((part) => hasValues(part, reader)) ? parts : undefined;
  }
}

/** A part that no value fits is a fact about its holder, so the holder has to be looked at. */
function hasValues(part: Conjunction, reader: SchemaReader): boolean {
  return part.conjuncts.every(({ value }) => isPlain(value)) || reader.node(part).types.size > 0;
}

/** An object with members or an array of one kind, and nothing that could leave either without a value. */
function isPlain(value: unknown): value is JsonObject {
  if (!isJsonObject(value)) return false;
  const isKnown = Object.keys(value).every((key) => SIMPLE.has(key) || INNER.has(key) || key.startsWith("x-"));
  return isKnown && (isPlainObject(value) || isPlainArray(value));
}

function isPlainObject({ type, properties, items }: JsonObject): boolean {
  if (type !== "object" || items !== undefined) return false;
  return properties === undefined || (isJsonObject(properties) && Object.values(properties).every(isJsonObject));
}

function isPlainArray({ type, properties, items, maxItems }: JsonObject): boolean {
  const hasRoom = maxItems === undefined || (typeof maxItems === "number" && maxItems > 0);
  return type === "array" && properties === undefined && isJsonObject(items) && hasRoom;
}
