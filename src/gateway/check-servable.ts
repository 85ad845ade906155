import type { Finding } from "../kernel/finding.js";
import { checkUniqueness, methodNames } from "./check-bindings.js";
import type { CompiledVersion } from "./compile-version.js";
import { ContractFindings } from "./contract-fault.js";
import { placeOf } from "./contract-operation.js";
import type { ApiBinding } from "./operation.js";
import { checkConvertedOperations } from "./versions/check-version-changes.js";

/**
 * Says why this build cannot serve a version: faults of the contract, operations without a handler, permissions nobody
 * can hold. Handlers without an operation are no fault here: a build may know more than what is in force.
 */
export function checkServable(
  compiled: CompiledVersion,
  bindings: readonly ApiBinding[],
  permissions: ReadonlySet<string>,
): readonly Finding[] {
  const findings = new ContractFindings();
  const { version } = compiled;
  if (version === undefined) return compiled.findings;
  checkUniqueness([version], findings);
  const binding = bindings.find(({ api }) => api === version.api);
  if (binding === undefined) findings.add("ilk-binding-api", version.api, "no handlers are bound to it in this build");
  const versions = binding?.versions;
  const isConverted = versions !== undefined && checkConvertedOperations(version, versions, findings);
  const methods = new Set(binding === undefined ? [] : methodNames(binding.handlers));
  for (const operation of version.operations) {
    const { permission } = operation.extension;
    if (binding !== undefined && !isConverted && !methods.has(operation.operationId))
      findings.add("ilk-handler-missing", placeOf(operation), "no handler method of this build has this name");
    if (permission !== undefined && !permissions.has(permission))
      findings.add(
        "ilk-permission-unknown",
        placeOf(operation),
        `x-interlock.permission ${permission} is in no policy`,
      );
  }
  return [...compiled.findings, ...findings.all];
}
