import type { Finding } from "../kernel/finding.js";
import type { ContractLine } from "../registry/public.js";
import { checkOperation } from "./check-operation.js";
import { ContractDocuments, type ContractSource } from "./contract-documents.js";
import { ContractFindings } from "./contract-fault.js";
import { ContractReader, type ContractVersion } from "./contract-reader.js";
import { type CompiledOperation, OperationCompiler } from "./operation-compiler.js";
import type { Steps } from "./slices.js";

/** One version of an API, ready to be served; with findings it must not be. */
export interface CompiledVersion {
  /** Undefined when the file itself could not be read. */
  readonly version: ContractVersion | undefined;
  readonly operations: readonly CompiledOperation[];
  readonly findings: readonly Finding[];
}

/** Reads and compiles one OpenAPI contract. Faults do not throw; they are collected, so that all are told at once. */
export function* compileVersion({ name, major }: ContractLine, source: ContractSource): Steps<CompiledVersion> {
  const findings = new ContractFindings();
  const documents = new ContractDocuments(source);
  const version = new ContractReader(documents, findings).read(name, major);
  yield;
  const compiler = new OperationCompiler(documents, findings);
  const operations: CompiledOperation[] = [];
  for (const operation of version?.operations ?? []) {
    checkOperation(operation, findings);
    const compiled = yield* compiler.compile(operation);
    if (compiled !== undefined) operations.push(compiled);
  }
  return { version, operations, findings: findings.all };
}
