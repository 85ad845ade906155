import type { Finding } from "../kernel/finding.js";
import type { ContractBundle, ContractLine } from "../registry/public.js";
import { bundleContract } from "../registry/public.js";
import { type CompiledVersion, compileVersion } from "./compile-version.js";
import type { ContractVersion } from "./contract-reader.js";
import { FolderSource } from "./folder-source.js";
import type { CompiledOperation } from "./operation-compiler.js";
import { runAtOnce } from "./slices.js";

/** Lifecycle states in which the product brings a version into force at its first start. */
const SERVED = new Set(["promoted", "deprecated"]);

/** A contract that the product brings. */
export interface BuiltInContract {
  readonly line: ContractLine;
  /** x-interlock.lifecycle of the file; the registry decides later on. */
  readonly lifecycle: string;
  /** Throws when the files cannot be bundled, which findings have told before. */
  bundle(): ContractBundle;
  /** Absent for AsyncAPI, whose events the outbox checks. */
  readonly compiled: CompiledVersion | undefined;
}

/** Every contract the product brings. `findings` lists what is wrong with them; a set with findings must not be served. */
export interface ContractSet {
  readonly contracts: readonly BuiltInContract[];
  readonly versions: readonly ContractVersion[];
  /** Operations of promoted and deprecated versions. */
  readonly operations: readonly CompiledOperation[];
  readonly findings: readonly Finding[];
}

/**
 * Reads every contract below the contracts folder and compiles those of APIs. Faults do not throw; they are collected in
 * `findings`, so that `checkBindings` can report them all at once.
 * @param root absolute path of the contracts folder
 */
export function loadContractSet(root: string): ContractSet {
  const source = new FolderSource(root);
  const apis = source.lines("openapi").map((line) => {
    const compiled = runAtOnce(compileVersion(line, source));
    return builtIn(line, source, compiled);
  });
  const streams = source.lines("asyncapi").map((line) => builtIn(line, source, undefined));
  const compiled = apis.flatMap((api) => api.compiled ?? []);
  return {
    contracts: [...apis, ...streams],
    versions: compiled.flatMap(({ version }) => version ?? []),
    operations: compiled.flatMap(({ version, operations }) => (SERVED.has(version?.lifecycle ?? "") ? operations : [])),
    findings: compiled.flatMap(({ findings }) => findings),
  };
}

/** True when the file says that the version is in force. */
export function isBroughtIntoForce(contract: BuiltInContract): boolean {
  return SERVED.has(contract.lifecycle);
}

function builtIn(line: ContractLine, source: FolderSource, compiled: CompiledVersion | undefined): BuiltInContract {
  let made: ContractBundle | undefined;
  const bundle = (): ContractBundle => (made ??= bundleContract(line, (file) => source.read(file)));
  return { line, lifecycle: compiled?.version?.lifecycle ?? lifecycleOf(line, source), bundle, compiled };
}

function lifecycleOf({ kind, name, major }: ContractLine, source: FolderSource): string {
  if (kind === "openapi") return "";
  const extension = source.read(`${kind}/${name}/${major}.yaml`)["x-interlock"];
  return typeof extension === "object" && extension !== null && "lifecycle" in extension
    ? String(extension.lifecycle)
    : "";
}
