import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { AnySchemaObject, ValidateFunction } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import { parse } from "yaml";
import { projectRoot } from "../config/project-root.js";
import type { Finding } from "../kernel/finding.js";
import { schemaFinding } from "./schema-finding.js";

/** Relative references of the schema files resolve against it; nothing is ever fetched. */
const BASE_URI = "https://contracts.invalid/schemas/";
const FILES = ["scalars.yaml", "connector-options.yaml", "plant-profile.yaml"];

/** The schemas of plant profiles and master data, compiled when first needed. */
export class DocumentSchemas {
  readonly #ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true });

  constructor(folder: string = join(projectRoot, "contracts", "schemas")) {
    ajvFormats.default(this.#ajv);
    const masterData = readdirSync(join(folder, "master-data")).filter((name) => name.endsWith(".yaml"));
    for (const file of [...FILES, ...masterData.map((name) => `master-data/${name}`)]) {
      const schema = parse(readFileSync(join(folder, file), "utf8")) as AnySchemaObject;
      this.#ajv.addSchema({ ...schema, $id: BASE_URI + file });
    }
  }

  /**
   * Everything in which a document breaks the schema of a file such as `master-data/material.yaml`.
   * @param source what the reader of the findings knows the document as: a file name, or `the body`.
   * @param pointer where the document stands inside the source.
   */
  check(file: string, document: unknown, source: string, pointer = ""): Finding[] {
    const validate = this.#validator(file);
    validate(document);
    return (validate.errors ?? []).flatMap((error) => schemaFinding(error, source, pointer));
  }

  #validator(file: string): ValidateFunction {
    const validate = this.#ajv.getSchema(BASE_URI + file);
    if (validate === undefined) throw new Error(`contracts/schemas/${file} does not exist`);
    return validate;
  }
}
