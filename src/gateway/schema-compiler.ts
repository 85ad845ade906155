import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";
import { contractRegExp } from "../governance/public.js";
import { exactMultipleOf } from "../kernel/exact-multiple-of.js";
import { isDate, isDateTime, isDuration } from "../kernel/time-formats.js";
import type { Located } from "./contract-documents.js";
import { ANNOTATION_KEYWORDS } from "./schema-keywords.js";
import type { NormalSchema, SchemaNormalizer } from "./schema-normalizer.js";
import type { Steps } from "./slices.js";

const addFormats = addFormatsModule.default;

/** Says whether a value keeps to a schema; `errors` tells why not. */
export type SchemaCheck = ValidateFunction;
export type SchemaError = ErrorObject;

export interface CompiledSchema {
  readonly check: SchemaCheck;
  readonly schema: NormalSchema;
}

/** `first` stops at the first violation and is fast; `all` collects them, with the schema each one comes from. */
export type Thoroughness = "first" | "all";

/** Turns normalised schemas into functions; one per place a schema is used, shared where a schema is only a reference. */
export class SchemaCompiler {
  readonly #ajv: Ajv2020;
  readonly #added = new Set<string>();
  readonly #prepared = new Set<string>();
  readonly #checks = new Map<string, SchemaCheck>();

  constructor(
    private readonly normalizer: SchemaNormalizer,
    thoroughness: Thoroughness,
    options: Options = {},
  ) {
    const isThorough = thoroughness === "all";
    this.#ajv = new Ajv2020({
      allErrors: isThorough,
      verbose: isThorough,
      strict: true,
      strictTypes: false,
      strictRequired: false,
      strictTuples: false,
      logger: false,
      code: { regExp: contractRegExp },
      ...options,
    });
    addFormats(this.#ajv, [
      "uuid",
      "uri",
      "uri-reference",
      "email",
      "hostname",
      "ipv4",
      "ipv6",
      "int32",
      "int64",
      "float",
      "double",
    ]);
    this.#ajv.addFormat("date", isDate).addFormat("date-time", isDateTime).addFormat("duration", isDuration);
    this.#ajv.removeKeyword(exactMultipleOf.keyword).addKeyword(exactMultipleOf);
    this.#ajv.addVocabulary([...ANNOTATION_KEYWORDS]);
  }

  get schemas(): ReadonlyMap<string, NormalSchema> {
    return this.normalizer.schemas;
  }

  /** @throws Error when the schema or one it refers to is not valid. */
  compile(located: Located): CompiledSchema {
    const schema = this.normalizer.normalize(located);
    return { check: this.compileNormal(schema), schema };
  }

  /**
   * Compiles what a schema refers to one by one, the innermost first, so that none of the steps is long. Faults are left
   * for `compile`, which names them.
   */
  *prepare(located: Located): Steps<void> {
    try {
      this.normalizer.normalize(located);
    } catch {
      return;
    }
    for (const id of this.normalizer.schemas.keys()) {
      if (this.#prepared.has(id)) continue;
      this.#prepared.add(id);
      yield;
      this.#prepareReferred(id);
    }
  }

  #prepareReferred(id: string): void {
    try {
      this.#addReferred();
      this.#ajv.getSchema(id);
    } catch {
      // The schema that refers to it fails in the same way, with the name of the operation.
    }
  }

  /** Equal schemas share one function: most headers and path parameters are the same in every operation. */
  compileNormal(schema: NormalSchema): SchemaCheck {
    const key = JSON.stringify(schema);
    const known = this.#checks.get(key);
    if (known !== undefined) return known;
    this.#addReferred();
    const reference = typeof schema === "object" && Object.keys(schema).length === 1 ? schema["$ref"] : undefined;
    const shared = typeof reference === "string" ? this.#ajv.getSchema(reference) : undefined;
    const check = shared ?? this.#ajv.compile(schema);
    this.#checks.set(key, check);
    return check;
  }

  #addReferred(): void {
    for (const [id, schema] of this.normalizer.schemas) {
      if (!this.#added.has(id)) this.#ajv.addSchema(typeof schema === "boolean" ? { not: !schema } : schema, id);
      this.#added.add(id);
    }
  }
}
