import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { ContractLine } from "../../registry/public.js";
import type { DeploymentGate, GateRefusal } from "../matrix/deployment-gate.js";
import type { MatrixQuestion } from "../matrix/matrix-question.js";
import type { ResolvedSelectors } from "../matrix/resolve-selectors.js";
import { type DeploymentCheck, defaultChecks } from "../policy/deployment-check.js";
import { contractVersionOf, lineOfParticipant } from "./participant-of-line.js";

/** What speaks against a contract version. */
export interface ContractReason {
  /** The check it belongs to; absent where no check can be made at all. */
  readonly check?: Extract<DeploymentCheck, "LINT" | "DIFF" | "COMPARISON" | "APPROVAL">;
  /** One sentence. */
  readonly text: string;
}

/** Says what stands against a version of an API; promotion implements it. */
export interface ContractJudge {
  /** @returns none for a version in force; undefined when there is no such API */
  reasonsAgainst(
    line: Pick<ContractLine, "name" | "major">,
    version: string,
  ): Promise<readonly ContractReason[] | undefined>;
}

interface AskedVersion {
  readonly participant: string;
  readonly number: string;
  readonly checks: readonly DeploymentCheck[] | null;
  /** Null when the version published no document, or one without results. */
  readonly isSelfVerified: boolean | null;
}

/** Clients print every notice below their table. */
const REASONS_MAX = 10;

/** $1 ids of versions; a version that was declared equal to another is judged by that one's document. */
const ASKED = `
  SELECT p.name AS participant, coalesce(e.number, v.number) AS number, p.required_checks AS checks,
    c.self_verification ->> 'success' = 'true' AS "isSelfVerified"
  FROM il.pact_version v JOIN il.pact_participant p ON p.id = v.participant_id
  LEFT JOIN il.pact_version e ON e.id = v.equivalent_to
  LEFT JOIN il.pact_provider_contract c ON c.provider_version_id = coalesce(v.equivalent_to, v.id)
  WHERE v.id = ANY($1::bigint[]) ORDER BY v.id`;

/**
 * Joins the gate of the contracts to the verdict of the pacts: a version that lint, the comparison, its consumers,
 * missing approvals or its own tests keep from use cannot be deployed either, whatever client asks. Which of these count
 * is the policy of its participant.
 */
export class GovernanceGate implements DeploymentGate {
  constructor(
    private readonly unitOfWork: Pick<UnitOfWork, "read">,
    private readonly contracts: ContractJudge,
  ) {}

  async judge(
    { selectors }: MatrixQuestion,
    { versionIds, hasPolicy }: ResolvedSelectors,
  ): Promise<readonly GateRefusal[]> {
    // Whoever is no API and has no policy is judged by the pacts alone.
    const isJudged = hasPolicy || selectors.some(({ participant }) => lineOfParticipant(participant) !== undefined);
    if (versionIds.length === 0 || !isJudged) return [];
    const asked = await this.unitOfWork.read<AskedVersion>(ASKED, [versionIds]);
    const reasons = await Promise.all(asked.map((version) => this.#reasons(version)));
    return reasons.flat().map((text) => ({ text }));
  }

  async #reasons(version: AskedVersion): Promise<readonly string[]> {
    const checks = version.checks ?? defaultChecks(version.participant);
    const reasons = [...selfVerificationReasons(version, checks), ...(await this.#contractReasons(version, checks))];
    const { participant, number } = version;
    const shown = reasons.slice(0, REASONS_MAX);
    const rest = reasons.length - shown.length;
    return rest > 0 ? [...shown, `${participant} ${number}: and ${rest} reasons more`] : shown;
  }

  async #contractReasons(
    { participant, number }: AskedVersion,
    checks: readonly DeploymentCheck[],
  ): Promise<readonly string[]> {
    const line = lineOfParticipant(participant);
    const isAsked = checks.some((check) => check !== "PACT" && check !== "SELF_VERIFICATION");
    if (line === undefined || !isAsked) return [];
    const reasons = (await this.contracts.reasonsAgainst(line, contractVersionOf(number))) ?? [];
    return reasons
      .filter(({ check }) => check === undefined || checks.includes(check))
      .map(({ text }) => `${participant} ${number} may not be promoted: ${text}`);
  }
}

function selfVerificationReasons(
  { participant, number, isSelfVerified }: AskedVersion,
  checks: readonly DeploymentCheck[],
): readonly string[] {
  if (!checks.includes("SELF_VERIFICATION") || isSelfVerified === true) return [];
  const what = isSelfVerified === null ? "published no results of its own tests" : "failed its own tests";
  return [`${participant} ${number} ${what}; publish-provider-contract with their results is required.`];
}
