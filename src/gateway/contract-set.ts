import type { Finding } from "../kernel/finding.js";
import type { ContractBundle, ContractLine } from "../registry/public.js";
import { bundleContract } from "../registry/public.js";
import { type CompiledVersion, compileVersion } from "./compile-version.js";
import type { ContractVersion } from "./contract-reader.js";
import { ContractFindings } from "./contract-fault.js";
import { checkSunset, sunsetOf } from "./contract-sunset.js";
import { FolderSource } from "./folder-source.js";
import { asObject } from "./json-value.js";
import type { CompiledOperation } from "./operation-compiler.js";
import { runAtOnce } from "./slices.js";

/** Lifecycle states in which the product brings a version into force at its first start. */
const SERVED = new Set(["promoted", "deprecated"]);

/** A contract that the product brings. */
export interface BuiltInContract {
  readonly line: ContractLine;
  /** x-interlock.lifecycle of the file; the registry decides later on. */
  readonly lifecycle: string;
  /** Day on which a deprecated version ends, such as `2027-06-30`: x-interlock.sunset of the file or of its operations. */
  readonly sunset: string | undefined;
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
  const faults = new ContractFindings();
  for (const { line, lifecycle, sunset } of streams)
    checkSunset(lifecycle, sunset, `${line.kind}/${line.name}/${line.major}`, faults);
  const compiled = apis.flatMap((api) => api.compiled ?? []);
  return {
    contracts: [...apis, ...streams],
    versions: compiled.flatMap(({ version }) => version ?? []),
    operations: compiled.flatMap(({ version, operations }) => (SERVED.has(version?.lifecycle ?? "") ? operations : [])),
    findings: [...compiled.flatMap(({ findings }) => findings), ...faults.all],
  };
}

/** True when the file says that the version is in force. */
export function isBroughtIntoForce(contract: BuiltInContract): boolean {
  return SERVED.has(contract.lifecycle);
}

function builtIn(line: ContractLine, source: FolderSource, compiled: CompiledVersion | undefined): BuiltInContract {
  let made: ContractBundle | undefined;
  const bundle = (): ContractBundle => (made ??= bundleContract(line, (file) => source.read(file)));
  const { lifecycle, sunset } = compiled?.version ?? lifecycleOf(line, source);
  return { line, lifecycle, sunset, bundle, compiled };
}

function lifecycleOf(
  { kind, name, major }: ContractLine,
  source: FolderSource,
): Pick<BuiltInContract, "lifecycle" | "sunset"> {
  if (kind === "openapi") return { lifecycle: "", sunset: undefined };
  const document = source.read(`${kind}/${name}/${major}.yaml`);
  const lifecycle = asObject(document["x-interlock"])["lifecycle"];
  return { lifecycle: typeof lifecycle === "string" ? lifecycle : "", sunset: sunsetOf(document) };
}
