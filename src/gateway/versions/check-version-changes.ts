import type { ContractFindings } from "../contract-fault.js";
import { type DraftOperation, placeOf } from "../contract-operation.js";
import type { ApiVersions } from "./api-versions.js";
import { chainFrom, majorOf, operationChain } from "./version-chain.js";
import type { VersionChange } from "./version-change.js";

/** A version as far as the checks of its changes look into it. */
export interface CheckedVersion {
  readonly api: string;
  readonly version: string;
  readonly operations: readonly DraftOperation[];
}

/** The steps themselves: they lead from each version that the product brings to the next, up to the newest. */
export function checkVersionChanges(
  api: string,
  versions: readonly CheckedVersion[],
  changes: readonly VersionChange[],
  findings: ContractFindings,
): void {
  const ordered = versions.toSorted((left, right) => majorOf(left.version) - majorOf(right.version));
  for (const [index, older] of ordered.entries()) {
    const newer = ordered[index + 1];
    if (newer === undefined) break;
    const steps = changes.filter(({ from }) => from === older.version);
    const isComplete = steps.length === 1 && steps[0]?.to === newer.version;
    if (!isComplete)
      findings.add(
        "ilk-version-change",
        `${api}/${older.version}`,
        `one version change must lead from it to ${newer.version}, and ${steps.length === 0 ? "none does" : `there is ${steps.map(nameOf).join(", ")}`}`,
      );
  }
  for (const change of changes) checkStep(api, change, ordered, findings);
}

function checkStep(
  api: string,
  change: VersionChange,
  versions: readonly CheckedVersion[],
  findings: ContractFindings,
): void {
  const older = versions.find(({ version }) => version === change.from);
  const newer = versions.find(({ version }) => version === change.to);
  if (older === undefined || newer === undefined) {
    const missing = older === undefined ? change.from : change.to;
    findings.add(
      "ilk-version-change",
      api,
      `the version change ${nameOf(change)} names ${missing}, which has no contract`,
    );
    return;
  }
  const olderIds = idsOf(older);
  const newerIds = idsOf(newer);
  for (const [operationId, { to }] of Object.entries(change.operations)) {
    const place = `${api}/${change.from} ${operationId}`;
    if (!olderIds.has(operationId))
      findings.add(
        "ilk-version-change",
        place,
        `the version change ${nameOf(change)} converts it, and it does not exist`,
      );
    if (to !== undefined && !newerIds.has(to))
      findings.add(
        "ilk-version-change",
        place,
        `the version change ${nameOf(change)} leads to ${to}, which ${change.to} does not have`,
      );
  }
}

/**
 * Whether every operation of a version finds a handler by way of the changes. Holds for versions of the product and for
 * those of the registry alike. @returns false when no change leads away from the version, so that it is handled by name
 */
export function checkConvertedOperations(
  { version, operations }: CheckedVersion,
  { changes, handled }: ApiVersions,
  findings: ContractFindings,
): boolean {
  const chain = chainFrom(version, changes);
  if (chain.length === 0) return false;
  const handledIds = new Set(handled.operations.map(({ operation }) => operation.operationId));
  for (const operation of operations) {
    const { operationId } = operationChain(operation.operationId, chain);
    if (!handledIds.has(operationId))
      findings.add(
        "ilk-handler-missing",
        placeOf(operation),
        `neither is there an operation ${operationId} in ${chain.at(-1)?.to}, nor does ${chain.map(nameOf).join(", ")} convert it`,
      );
  }
  return true;
}

const nameOf = ({ from, to }: VersionChange): string => `${from}-to-${to}`;
const idsOf = ({ operations }: CheckedVersion): ReadonlySet<string> =>
  new Set(operations.map(({ operationId }) => operationId));
