import type { ContractDocuments, Located } from "./contract-documents.js";
import { ContractFault } from "./contract-fault.js";
import { normalizeDiscriminator } from "./discriminator.js";
import { type JsonObject, asList, isJsonObject } from "./json-value.js";
import { schemaProblemCodes } from "./problems.js";
import { SCHEMA_KEYWORDS } from "./schema-keywords.js";

/** A JSON schema 2020-12 whose references are ids of the registry. */
export type NormalSchema = boolean | JsonObject;
/** Requests may not carry readOnly members, answers no writeOnly ones (OpenAPI 3.1 §4.8.24). */
export type Direction = "request" | "response";

const SINGLE = new Set([
  "additionalProperties",
  "unevaluatedProperties",
  "items",
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
/**
 * Copies schemas into a flat registry: one entry per `$ref` target, recursion included. Members that the direction hides
 * become `false`, and a discriminator becomes if/then, so that a violation names the branch that was meant.
 */
export class SchemaNormalizer {
  readonly #idByPlace = new Map<string, string>();
  readonly #schemas = new Map<string, NormalSchema>();
  #idCount = 0;

  constructor(
    private readonly documents: ContractDocuments,
    private readonly direction: Direction,
  ) {}

  /** Every schema that was referred to so far, by id. */
  get schemas(): ReadonlyMap<string, NormalSchema> {
    return this.#schemas;
  }

  /** @throws ContractFault on a reference that leads nowhere or a keyword that is not supported. */
  normalize(located: Located): NormalSchema {
    const { value, file } = located;
    if (typeof value === "boolean") return value;
    if (!isJsonObject(value)) throw new ContractFault(`${file}#${located.pointer} is not a schema`);
    const copy: Record<string, unknown> = {};
    for (const [keyword, member] of Object.entries(value)) {
      if (!SCHEMA_KEYWORDS.has(keyword))
        throw new ContractFault(`${file}#${located.pointer} has the keyword "${keyword}", which is not supported`);
      if (keyword !== "$defs") copy[keyword] = this.#normalizeKeyword(keyword, member, value, located);
    }
    return normalizeDiscriminator(copy, value, (reference) => this.#reference(reference, file));
  }

  #normalizeKeyword(keyword: string, member: unknown, schema: JsonObject, { file, pointer }: Located): unknown {
    const inner = (value: unknown): NormalSchema => this.normalize({ value, file, pointer: `${pointer}/${keyword}` });
    if (keyword === "x-interlock") checkProblemCode(member);
    if (keyword === "$ref") return this.#reference(String(member), file);
    if (keyword === "properties") return this.#normalizeProperties(member, file, pointer);
    if (keyword === "required") return this.#requiredNames(member, schema, file);
    if (SINGLE.has(keyword)) return inner(member);
    if (LIST.has(keyword)) return asList(member).map(inner);
    if (MAP.has(keyword) && isJsonObject(member)) return mapValues(member, inner);
    return member;
  }

  #normalizeProperties(member: unknown, file: string, pointer: string): unknown {
    if (!isJsonObject(member)) throw new ContractFault(`${file}#${pointer}/properties is not an object`);
    return mapValues(member, (value, name) =>
      this.#isHidden(value, file) ? false : this.normalize({ value, file, pointer: `${pointer}/properties/${name}` }),
    );
  }

  #requiredNames(member: unknown, schema: JsonObject, file: string): unknown {
    const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
    return asList(member).filter((name) => typeof name !== "string" || !this.#isHidden(properties[name], file));
  }

  #isHidden(value: unknown, file: string): boolean {
    if (!isJsonObject(value)) return false;
    const flag = this.direction === "request" ? "readOnly" : "writeOnly";
    const target = this.documents.dereference({ value, file, pointer: "" }).value;
    return value[flag] === true || (isJsonObject(target) && target[flag] === true);
  }

  #reference(reference: string, fromFile: string): string {
    const target = this.documents.resolve(reference, fromFile);
    const place = `${target.file}#${target.pointer}`;
    const known = this.#idByPlace.get(place);
    if (known !== undefined) return known;
    const id = `schema:/${this.#idCount++}/${place.replaceAll(/[^A-Za-z0-9]+/g, "-")}`;
    this.#idByPlace.set(place, id);
    try {
      this.#schemas.set(id, this.normalize(target));
    } catch (error) {
      this.#idByPlace.delete(place);
      throw error;
    }
    return id;
  }
}

function checkProblemCode(extension: unknown): void {
  const code = isJsonObject(extension) ? extension["problem"] : undefined;
  if (code === undefined || (typeof code === "string" && schemaProblemCodes.has(code))) return;
  const given = typeof code === "string" ? code : JSON.stringify(code);
  throw new ContractFault(`x-interlock.problem is ${given}; it must be one of ${[...schemaProblemCodes].join(", ")}`);
}

function mapValues<T>(object: JsonObject, change: (value: unknown, name: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));
}
