import { posix } from "node:path";
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

/** Where the files of a contract come from: the contracts folder, or a bundle of the registry. */
export interface ContractSource {
  /** @param file path below the contracts folder @throws ContractFault when there is no such document */
  read(file: string): JsonObject;
}

/** Follows references between the files of a source; nothing outside it is read. */
export class ContractDocuments {
  constructor(private readonly source: ContractSource) {}

  /** @throws ContractFault when the source has no such document. */
  read(file: string): JsonObject {
    return this.source.read(file);
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
}
