import { dereference } from "./dereference.js";
import { messagesOf, payloadOf } from "./messages.js";
import { operationsOf, type Response, responsesOf } from "./operations.js";
import { isObject, listOf, type Members, objectOf, type Path } from "./values.js";

/** Who sends what a schema describes. */
export type SchemaUse = "parameter" | "request" | "response" | "message" | "component";

/** A schema where it is written, once, however many references lead to it. */
export interface SchemaPlace {
  readonly schema: Members;
  readonly path: Path;
  readonly uses: ReadonlySet<SchemaUse>;
  /** Keywords through which it is reached: `allOf` alone means that it is only a part of another schema. */
  readonly reachedBy: ReadonlySet<string>;
}

interface OpenPlace extends SchemaPlace {
  readonly uses: Set<SchemaUse>;
  readonly reachedBy: Set<string>;
}

const ONE = ["items", "additionalProperties", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties"];
const LISTS = ["allOf", "anyOf", "oneOf", "prefixItems"];
const MAPS = ["properties", "patternProperties", "dependentSchemas"];
const seen = new WeakMap<object, readonly SchemaPlace[]>();

/**
 * Every schema of a contract with its uses. Conditions (`if`, `not`) are no shapes of a payload and are left out, and
 * so is what merely looks like a schema inside an example. A JSONPath cannot say this, hence the walk; it is made once
 * per document.
 */
export function schemaPlaces(root: unknown): readonly SchemaPlace[] {
  if (!isObject(root)) return [];
  const known = seen.get(root);
  if (known !== undefined) return known;
  const walk = new SchemaWalk(root);
  walk.everything();
  seen.set(root, walk.places);
  return walk.places;
}

class SchemaWalk {
  readonly places: OpenPlace[] = [];
  readonly #byObject = new Map<object, OpenPlace>();

  constructor(private readonly root: Members) {}

  everything(): void {
    for (const operation of operationsOf(this.root)) {
      this.#parameters(listOf(operation.value["parameters"]), [...operation.path, "parameters"]);
      this.#body(operation.value["requestBody"], [...operation.path, "requestBody"], "request");
      for (const response of responsesOf(this.root, operation)) this.#response(response);
    }
    for (const [template, item] of Object.entries(objectOf(this.root["paths"]))) {
      this.#parameters(listOf(objectOf(item)["parameters"]), ["paths", template, "parameters"]);
    }
    for (const message of messagesOf(this.root)) {
      const payload = payloadOf(message);
      if (payload !== undefined) this.#visit(payload.value, payload.path, "message", "body");
      this.#visit(message.value["headers"], [...message.path, "headers"], "message", "body");
    }
    const components = objectOf(objectOf(this.root["components"])["schemas"]);
    for (const [name, schema] of Object.entries(components)) {
      this.#visit(schema, ["components", "schemas", name], "component", "component");
    }
  }

  #parameters(parameters: readonly unknown[], path: Path): void {
    parameters.forEach((parameter, index) => {
      const { value, path: at } = dereference(this.root, parameter, [...path, index]);
      this.#visit(objectOf(value)["schema"], [...at, "schema"], "parameter", "body");
      this.#contents(objectOf(value)["content"], [...at, "content"], "parameter");
    });
  }

  #body(body: unknown, path: Path, use: SchemaUse): void {
    const { value, path: at } = dereference(this.root, body, path);
    this.#contents(objectOf(value)["content"], [...at, "content"], use);
  }

  #response({ value, writtenAt }: Response): void {
    this.#contents(value["content"], [...writtenAt, "content"], "response");
    for (const [name, header] of Object.entries(objectOf(value["headers"]))) {
      const { value: headerValue, path: headerAt } = dereference(this.root, header, [...writtenAt, "headers", name]);
      this.#visit(objectOf(headerValue)["schema"], [...headerAt, "schema"], "response", "body");
    }
  }

  #contents(content: unknown, path: Path, use: SchemaUse): void {
    for (const [type, media] of Object.entries(objectOf(content))) {
      this.#visit(objectOf(media)["schema"], [...path, type, "schema"], use, "body");
    }
  }

  #visit(schema: unknown, path: Path, use: SchemaUse, reachedBy: string): void {
    if (!isObject(schema)) return;
    if (typeof schema["$ref"] === "string") {
      const target = dereference(this.root, schema, path);
      // A reference that cannot be followed is the reader's finding, and no schema.
      if (typeof objectOf(target.value)["$ref"] !== "string") this.#visit(target.value, target.path, use, reachedBy);
      return;
    }
    const place = this.#placeOf(schema, path);
    place.reachedBy.add(reachedBy);
    if (place.uses.has(use)) return;
    place.uses.add(use);
    this.#children(place, use);
  }

  #placeOf(schema: Members, path: Path): OpenPlace {
    const known = this.#byObject.get(schema);
    if (known !== undefined) return known;
    const place: OpenPlace = { schema, path, uses: new Set(), reachedBy: new Set() };
    this.#byObject.set(schema, place);
    this.places.push(place);
    return place;
  }

  #children({ schema, path }: OpenPlace, use: SchemaUse): void {
    for (const keyword of ONE) this.#visit(schema[keyword], [...path, keyword], use, keyword);
    for (const keyword of LISTS) {
      listOf(schema[keyword]).forEach((inner, index) => this.#visit(inner, [...path, keyword, index], use, keyword));
    }
    for (const keyword of MAPS) {
      for (const [name, inner] of Object.entries(objectOf(schema[keyword]))) {
        this.#visit(inner, [...path, keyword, name], use, keyword);
      }
    }
  }
}

/** True when the schema's type is this one, or allows it beside null. */
export function isOfType(schema: Members, type: string): boolean {
  const declared = schema["type"];
  return declared === type || (Array.isArray(declared) && declared.includes(type));
}
