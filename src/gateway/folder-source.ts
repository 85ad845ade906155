import { existsSync, readFileSync, readdirSync, realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { parse } from "yaml";
import { type ContractLine, lineOfFile } from "../registry/public.js";
import type { ContractSource } from "./contract-documents.js";
import { ContractFault } from "./contract-fault.js";
import { type JsonObject, isJsonObject } from "./json-value.js";

/** Reads the files of the contracts folder, each once; nothing outside it. */
export class FolderSource implements ContractSource {
  readonly #documents = new Map<string, JsonObject>();
  readonly #root: string;

  /** @param root absolute path of the contracts folder */
  constructor(root: string) {
    this.#root = realpathSync(root);
  }

  /** Every `<kind>/<name>/vN.yaml` of the folder, in the order of the names. */
  lines(kind: ContractLine["kind"]): readonly ContractLine[] {
    const folder = join(this.#root, kind);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .toSorted()
      .flatMap((name) =>
        readdirSync(join(folder, name)).flatMap((file) => lineOfFile(`${kind}/${name}/${file}`) ?? []),
      );
  }

  /** @throws ContractFault when the file is missing, outside the folder or no YAML object. */
  read(file: string): JsonObject {
    const known = this.#documents.get(file);
    if (known !== undefined) return known;
    const document: unknown = this.#parse(file);
    if (!isJsonObject(document)) throw new ContractFault(`${file} is not a YAML object`);
    this.#documents.set(file, document);
    return document;
  }

  #parse(file: string): unknown {
    const path = join(this.#root, file);
    if (!existsSync(path)) throw new ContractFault(`${file} does not exist`);
    const place = relative(this.#root, realpathSync(path));
    if (place === ".." || place.startsWith(`..${sep}`))
      throw new ContractFault(`${file} lies outside the contracts folder`);
    return parse(readFileSync(path, "utf8"), { maxAliasCount: 100, uniqueKeys: true, merge: true });
  }
}
