import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { parse } from "yaml";
import { ContractFault } from "./contract-fault.js";
import { type JsonObject, isJsonObject, pointerTokens, valueAt } from "./json-value.js";

/** A value together with the file its relative references start from. */
export interface Located {
  readonly value: unknown;
  /** Path below the contracts folder, with `/`. */
  readonly file: string;
  /** JSON pointer inside the file. */
  readonly pointer: string;
}

const REFERENCE_CHAIN_MAX = 20;

/** Reads the files of the contracts folder, each once, and follows references between them; nothing outside is read. */
export class ContractDocuments {
  readonly #documents = new Map<string, JsonObject>();
  readonly #root: string;

  /** @param root absolute path of the contracts folder */
  constructor(root: string) {
    this.#root = realpathSync(root);
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

  /** Follows `$ref` until something else stands there. */
  dereference(located: Located): Located {
    let current = located;
    for (let step = 0; step < REFERENCE_CHAIN_MAX; step++) {
      const reference = isJsonObject(current.value) ? current.value["$ref"] : undefined;
      if (typeof reference !== "string") return current;
      current = this.resolve(reference, current.file);
    }
    throw new ContractFault(`the references at ${located.file}#${located.pointer} go in a circle`);
  }

  /** @throws ContractFault when the reference leaves the contracts folder or leads nowhere. */
  resolve(reference: string, fromFile: string): Located {
    if (/^[a-z][a-z0-9+.-]*:/i.test(reference))
      throw new ContractFault(`$ref ${reference} is not a relative file reference`);
    const [path = "", fragment = ""] = reference.split("#", 2);
    const file = path === "" ? fromFile : posix.normalize(posix.join(posix.dirname(fromFile), path));
    const pointer = decodeURIComponent(fragment);
    const value = valueAt(this.read(file), pointerTokens(pointer));
    if (value === undefined) throw new ContractFault(`$ref ${reference} in ${fromFile} leads nowhere`);
    return { value, file, pointer };
  }

  #parse(file: string): unknown {
    const path = join(this.#root, file);
    if (!existsSync(path)) throw new ContractFault(`${file} does not exist`);
    const place = relative(this.#root, realpathSync(path));
    if (place === ".." || place.startsWith(`..${sep}`))
      throw new ContractFault(`${file} lies outside the contracts folder`);
    return parse(readFileSync(path, "utf8"), { maxAliasCount: 100, uniqueKeys: true });
  }
}
