import type { Finding } from "../kernel/finding.js";
import type { Located } from "./contract-documents.js";
import type { SchemaCheck, SchemaCompiler } from "./schema-compiler.js";
import { toFindings } from "./schema-findings.js";
import type { NormalSchema } from "./schema-normalizer.js";

/** Checks request bodies of one operation: a fast yes or no, and the full list only after a no. */
export class BodyCheck {
  readonly #isValid: SchemaCheck;
  readonly #schema: NormalSchema;
  #collect: SchemaCheck | undefined;

  /** @throws Error when the schema cannot be compiled. */
  constructor(
    located: Located,
    fast: SchemaCompiler,
    private readonly thorough: SchemaCompiler,
  ) {
    const { check, schema } = fast.compile(located);
    this.#isValid = check;
    this.#schema = schema;
  }

  check(body: unknown): readonly Finding[] {
    if (this.#isValid(body)) return [];
    this.#collect ??= this.thorough.compileNormal(this.#schema);
    if (this.#collect(body)) throw new Error("two checks of one schema disagree");
    const registry = this.thorough.schemas;
    return toFindings(this.#collect.errors ?? [], { schema: this.#schema, registry, pointer: "", root: "The body" });
  }
}
