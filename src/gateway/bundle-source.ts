import type { ContractBundle } from "../registry/public.js";
import type { ContractSource } from "./contract-documents.js";
import { ContractFault } from "./contract-fault.js";
import type { JsonObject } from "./json-value.js";

/** Reads the files of one bundle of the registry. */
export class BundleSource implements ContractSource {
  constructor(private readonly bundle: ContractBundle) {}

  /** @throws ContractFault when the bundle has no such file. */
  read(file: string): JsonObject {
    const document = this.bundle.files.get(file);
    if (document === undefined) throw new ContractFault(`${file} does not exist`);
    return document;
  }
}
