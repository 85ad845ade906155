import { ContractDocuments, type Located } from "../../../src/gateway/contract-documents.js";
import { FolderSource } from "../../../src/gateway/folder-source.js";
import { asObject, isJsonObject, pointerTokens, valueAt } from "../../../src/gateway/json-value.js";
import { type SchemaCheck, SchemaCompiler } from "../../../src/gateway/schema-compiler.js";
import { type Direction, type NormalSchema, SchemaNormalizer } from "../../../src/gateway/schema-normalizer.js";

/** A schema of a contract in the form the gateway checks by. */
export interface ReadSchema {
  readonly schema: NormalSchema;
  readonly isValid: (value: unknown) => boolean;
}

/** Schemas of a contracts folder, read as the gateway reads them: what a test makes is judged by the same functions. */
export class ContractSchemas {
  readonly #documents: ContractDocuments;
  readonly #normalizer: SchemaNormalizer;
  readonly #compiler: SchemaCompiler;
  readonly #checks = new Map<NormalSchema, SchemaCheck>();

  constructor(root: string, direction: Direction) {
    this.#documents = new ContractDocuments(new FolderSource(root));
    this.#normalizer = new SchemaNormalizer(this.#documents, direction);
    this.#compiler = new SchemaCompiler(this.#normalizer, "first");
  }

  read(located: Located): ReadSchema {
    const schema = this.#normalizer.normalize(located);
    return { schema, isValid: (value) => this.isValid(schema, value) };
  }

  /** @param pointer JSON pointer inside the file */
  readAt(file: string, pointer: string): ReadSchema {
    return this.read({ value: valueAt(this.#documents.read(file), pointerTokens(pointer)), file, pointer });
  }

  isValid(schema: NormalSchema, value: unknown): boolean {
    const check = this.#checks.get(schema) ?? this.#compiler.compileNormal(schema);
    this.#checks.set(schema, check);
    return check(value);
  }

  /** The schema that a reference of the normal form names. */
  resolve(id: string): NormalSchema {
    const found = this.#normalizer.schemas.get(id);
    if (found === undefined) throw new Error(`there is no schema ${id}`);
    return found;
  }

  /** Values of the examples that stand beside a schema of a media type. */
  examplesBeside({ file, pointer }: Located): readonly unknown[] {
    const place = pointer.replace(/schema$/, "examples");
    const examples = asObject(valueAt(this.#documents.read(file), pointerTokens(place)));
    return Object.values(examples).flatMap((example) => {
      const found = asObject(this.#documents.dereference({ value: example, file, pointer: place }).value);
      return "value" in found ? [found["value"]] : [];
    });
  }

  /** Names of the members of an object of a contract file, such as its messages. */
  membersOf(file: string, pointer: string): readonly string[] {
    const value = valueAt(this.#documents.read(file), pointerTokens(pointer));
    return isJsonObject(value) ? Object.keys(value) : [];
  }
}
