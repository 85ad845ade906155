import type { Finding } from "../kernel/finding.js";
import { ContractFindings } from "./contract-fault.js";
import { type DraftOperation, placeOf } from "./contract-operation.js";
import type { ContractSet } from "./contract-set.js";
import type { ApiBinding } from "./operation.js";
import { checkConvertedOperations, checkVersionChanges } from "./versions/check-version-changes.js";

/** The contracts cannot be served; the message lists everything that is wrong, one line each. */
export class ContractBindingError extends Error {
  override readonly name = "ContractBindingError";

  constructor(readonly findings: readonly Finding[]) {
    super(
      `The contracts and their handlers do not match (${findings.length} findings):\n` +
        findings
          .map(
            (finding) =>
              `- [${finding.code}] ${finding.message}${finding.pointer === "" ? "" : ` (${finding.pointer})`}`,
          )
          .join("\n"),
    );
  }
}

/**
 * Proves at boot that every operation of every contract has a handler and every handler an operation.
 * @param bindings `handlers` may be an instance or the prototype of its class; every public method is taken for an operation
 * @throws ContractBindingError with the faults of the contracts themselves included
 */
export function checkBindings(contracts: ContractSet, bindings: readonly ApiBinding[]): void {
  const findings = new ContractFindings();
  checkUniqueness(contracts.versions, findings);
  for (const api of new Set([
    ...contracts.versions.map((version) => version.api),
    ...bindings.map((binding) => binding.api),
  ])) {
    checkApi(api, contracts, bindings, findings);
  }
  const all = [...contracts.findings, ...findings.all];
  if (all.length > 0) throw new ContractBindingError(all);
}

function checkApi(
  api: string,
  contracts: ContractSet,
  bindings: readonly ApiBinding[],
  findings: ContractFindings,
): void {
  const versions = contracts.versions.filter((version) => version.api === api);
  const bound = bindings.filter((binding) => binding.api === api);
  if (bound.length !== 1) {
    const place = bound.length === 0 ? "no handlers are bound to it" : "handlers are bound to it more than once";
    findings.add("ilk-binding-api", api, place);
    return;
  }
  const methods = new Set(bound.flatMap(({ handlers }) => methodNames(handlers)));
  if (versions.length === 0) findings.add("ilk-binding-api", api, "handlers are bound to it, but there is no contract");
  const converted = bound[0]?.versions;
  checkVersionChanges(api, versions, converted?.changes ?? [], findings);
  const operations = versions
    .filter((version) => converted === undefined || !checkConvertedOperations(version, converted, findings))
    .flatMap((version) => version.operations);
  for (const operation of operations) {
    if (!methods.has(operation.operationId))
      findings.add("ilk-handler-missing", placeOf(operation), "no handler method has this name");
  }
  const ids = new Set(operations.map((operation) => operation.operationId));
  for (const method of methods) {
    if (!ids.has(method))
      findings.add("ilk-handler-unknown", api, `the handler method ${method} belongs to no operation`);
  }
}

/** An operationId and a route are used once in a version. */
export function checkUniqueness(
  versions: readonly { readonly operations: readonly DraftOperation[] }[],
  findings: ContractFindings,
): void {
  for (const { operations } of versions) {
    reportRepeated(operations, (operation) => operation.operationId, "operationId", findings);
    reportRepeated(operations, routeOf, "route", findings);
  }
}

function reportRepeated(
  operations: readonly DraftOperation[],
  keyOf: (operation: DraftOperation) => string,
  noun: string,
  findings: ContractFindings,
): void {
  for (const [key, group] of Map.groupBy(operations, keyOf)) {
    const [first, ...others] = group;
    if (first !== undefined && others.length > 0) {
      const users = group.map((operation) => `${operation.method} ${operation.path} (${operation.operationId})`);
      findings.add(
        "ilk-duplicate",
        `${first.api}/${first.version}`,
        `the ${noun} ${key} is used more than once: ${users.join(", ")}`,
      );
    }
  }
}

/** Two paths that differ only in the names of their parameters are one route. */
const routeOf = (operation: DraftOperation): string =>
  `${operation.method} ${operation.path.replaceAll(/\{[^}]*\}/g, "{}")}`;

/** Own and inherited methods up to Object.prototype. */
export function methodNames(handlers: object): readonly string[] {
  const names = new Set<string>();
  for (
    let holder: object | null = handlers;
    holder !== null && holder !== Object.prototype;
    holder = parentOf(holder)
  ) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
      if (name !== "constructor" && typeof value === "function") names.add(name);
    }
  }
  return [...names];
}

function parentOf(holder: object): object | null {
  return Object.getPrototypeOf(holder) as object | null;
}
