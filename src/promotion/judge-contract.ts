import type { Finding } from "../kernel/finding.js";
import { EVERY_ROW } from "../platform/security/public.js";
import {
  type ContractLine,
  type ContractVersion,
  PREDICATE_PARAMETER,
  type ReadContracts,
  VERSION_COLUMNS,
  isServedState,
  lineKey,
} from "../registry/public.js";
import type { ContractReason } from "../verification/public.js";
import type { ReadContractStatus } from "./read-contract-status.js";

/** Versions of one API that are looked through; more than anyone keeps alive. */
const VERSIONS_MAX = 500;

/** What the gate says against a version of an API, for the registry of consumer contracts. */
export class JudgeContract {
  constructor(
    private readonly contracts: ReadContracts,
    private readonly status: ReadContractStatus,
  ) {}

  /**
   * Requests and events of an API are judged together. A version in force has passed the gate.
   * @returns undefined when the registry has no such API
   */
  async reasonsAgainst(
    { name, major }: Pick<ContractLine, "name" | "major">,
    number: string,
  ): Promise<readonly ContractReason[] | undefined> {
    const registered = await this.contracts.list(
      { name, limit: VERSIONS_MAX },
      EVERY_ROW(VERSION_COLUMNS, PREDICATE_PARAMETER),
    );
    const line = registered.filter((version) => version.major === major);
    if (line.length === 0) return undefined;
    const asked = newestOfEachKind(line.filter(({ version }) => version === number));
    if (asked.length === 0) {
      return [{ text: `Version ${number} of ${name} ${major} is not registered; register its contract.` }];
    }
    const reasons = await Promise.all(asked.map((version) => this.#reasons(version)));
    return reasons.flat();
  }

  async #reasons(version: ContractVersion): Promise<readonly ContractReason[]> {
    if (isServedState(version.state)) return [];
    const { report } = await this.status.read(version.digest);
    return report.reasons.map((finding) => ({ check: checkOf(finding), text: describe(version, finding) }));
  }
}

function describe(version: ContractVersion, { check, message }: Finding): string {
  return `${lineKey(version)} ${version.version}${check === undefined ? "" : `, ${check}`}: ${message}`;
}

/** What is about no part of the evidence is about the approval that rests on all of it. */
function checkOf({ check }: Finding): NonNullable<ContractReason["check"]> {
  if (check === "LINT" || check === "DIFF") return check;
  return check === "PACT" ? "COMPARISON" : "APPROVAL";
}

/** A version number may have been registered with several contents; what was registered last is meant. */
function newestOfEachKind(versions: readonly ContractVersion[]): readonly ContractVersion[] {
  const sorted = versions.toSorted((left, right) => left.registeredAt.localeCompare(right.registeredAt));
  return [...new Map(sorted.map((version) => [version.kind, version])).values()];
}
