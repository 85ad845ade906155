import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import { parse } from "yaml";
import { projectRoot } from "../../src/config/project-root.js";
import { pointerToken } from "../../src/kernel/finding.js";

const BASE_URI = "https://contracts.invalid/";

/** Ajv reads a whole OpenAPI or AsyncAPI document as a schema when a part of it is pointed at; these are no keywords. */
const DOCUMENT_MEMBERS = [
  "openapi",
  "asyncapi",
  "info",
  "jsonSchemaDialect",
  "defaultContentType",
  "servers",
  "security",
  "tags",
  "paths",
  "channels",
  "operations",
  "components",
];

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/** A contract file as it stands, and where it stands below contracts/. */
export interface ContractFile {
  readonly file: string;
  readonly document: JsonObject;
}

/** An object inside a contract file. */
export interface Located {
  readonly file: string;
  readonly pointer: string;
  readonly value: JsonObject;
}

/** All contract files, compiled strictly: an unknown keyword is a slip of the pen and fails. */
export class ContractFiles {
  readonly schemas = readFolder("schemas");
  readonly openapi = readFolder("openapi");
  readonly asyncapi = readFolder("asyncapi");
  readonly #ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });

  constructor() {
    ajvFormats.default(this.#ajv);
    this.#ajv.addVocabulary(["x-interlock", ...DOCUMENT_MEMBERS]);
    for (const { file, document } of [...this.schemas, ...this.openapi, ...this.asyncapi]) {
      const { id: _, ...schema } = document;
      this.#ajv.addSchema({ ...schema, $id: BASE_URI + file }, undefined, undefined, false);
    }
  }

  /** @throws when the schema at the pointer cannot be compiled. */
  validator(file: string, pointer: string): ValidateFunction {
    return this.#ajv.compile({ $ref: `${BASE_URI}${file}#${encodeURI(pointer)}` });
  }

  /** What the value breaks of the schema at the pointer, one text per breach. */
  breaches(file: string, pointer: string, value: Json): string[] {
    const validate = this.validator(file, pointer);
    validate(value);
    return (validate.errors ?? []).map((error) => `${error.instancePath || "/"} ${error.message ?? error.keyword}`);
  }

  /** The object a local or relative `$ref` names; an object without `$ref` is its own target. */
  dereference(file: string, pointer: string, value: JsonObject): Located {
    const reference = value["$ref"];
    if (typeof reference !== "string") return { file, pointer, value };
    const target = new URL(reference, BASE_URI + file);
    const targetFile = target.pathname.slice(1);
    const targetPointer = decodeURIComponent(target.hash.slice(1));
    return this.dereference(targetFile, targetPointer, this.at(targetFile, targetPointer));
  }

  at(file: string, pointer: string): JsonObject {
    const source = [...this.schemas, ...this.openapi, ...this.asyncapi].find((candidate) => candidate.file === file);
    if (source === undefined) throw new Error(`${file} is not a contract file`);
    let value: Json = source.document;
    for (const token of pointer.split("/").slice(1)) {
      value = objectOf(value)[token.replaceAll("~1", "/").replaceAll("~0", "~")] ?? null;
    }
    return objectOf(value, `${file}#${pointer}`);
  }
}

/** Entries of an object member, each with its pointer; none when the member is absent. */
export function entriesOf(parent: Located, member: string): (readonly [name: string, entry: Located])[] {
  const container = parent.value[member];
  if (container === undefined) return [];
  return Object.entries(objectOf(container)).map(([name, value]) => [
    name,
    { file: parent.file, pointer: `${parent.pointer}/${member}/${pointerToken(name)}`, value: objectOf(value) },
  ]);
}

export function objectOf(value: Json | undefined, where = "a contract file"): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${where}: no object`);
  return value as JsonObject;
}

/** The text of a member. @throws when it is something else. */
export function textOf(value: Json | undefined): string {
  if (typeof value !== "string") throw new Error(`a contract file: ${JSON.stringify(value)} is no text`);
  return value;
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function readFolder(folder: string): ContractFile[] {
  const root = join(projectRoot, "contracts");
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .map((name) => ({
      file: `${folder}/${name}`,
      document: parse(readFileSync(join(root, folder, name), "utf8"), { merge: true }) as JsonObject,
    }));
}
