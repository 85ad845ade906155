import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../kernel/finding.js";
import { checkOperation } from "./check-operation.js";
import { ContractDocuments } from "./contract-documents.js";
import { ContractFindings } from "./contract-fault.js";
import { ContractReader, type ContractVersion } from "./contract-reader.js";
import { type CompiledOperation, OperationCompiler } from "./operation-compiler.js";

/** Lifecycle states in which a version is served. */
const SERVED = new Set(["promoted", "deprecated"]);

/** Every contract the process knows. `findings` lists what is wrong with them; a set with findings must not be served. */
export interface ContractSet {
  readonly versions: readonly ContractVersion[];
  /** Operations of promoted and deprecated versions. */
  readonly operations: readonly CompiledOperation[];
  readonly findings: readonly Finding[];
}

/**
 * Reads and compiles every `openapi/<api>/vN.yaml` below the contracts folder. Faults do not throw; they are collected in
 * `findings`, so that `checkBindings` can report them all at once.
 * @param root absolute path of the contracts folder
 */
export function loadContractSet(root: string): ContractSet {
  const findings = new ContractFindings();
  const documents = new ContractDocuments(root);
  const reader = new ContractReader(documents, findings);
  const versions = contractFiles(root).flatMap(({ api, version }) => reader.read(api, version) ?? []);
  const compiler = new OperationCompiler(documents, findings);
  const operations = versions.flatMap((version) =>
    version.operations.flatMap((operation) => {
      checkOperation(operation, findings);
      const compiled = compiler.compile(operation);
      return compiled !== undefined && SERVED.has(version.lifecycle) ? [compiled] : [];
    }),
  );
  return { versions, operations, findings: findings.all };
}

function contractFiles(root: string): readonly { readonly api: string; readonly version: string }[] {
  const folder = join(root, "openapi");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .toSorted()
    .flatMap((api) =>
      readdirSync(join(folder, api))
        .filter((file) => /^v[1-9][0-9]*\.yaml$/.test(file))
        .map((file) => ({ api, version: file.slice(0, -".yaml".length) })),
    );
}
