import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { ContractLine } from "../../registry/public.js";
import type { DeploymentGate, GateRefusal } from "../matrix/deployment-gate.js";
import type { MatrixQuestion } from "../matrix/matrix-question.js";
import { resolveSelectors } from "../matrix/resolve-selectors.js";
import { contractVersionOf, lineOfParticipant } from "./participant-of-line.js";

/** Says what stands against a version of an API; promotion implements it. */
export interface ContractJudge {
  /** @returns one sentence for each reason; none for a version in force; undefined when there is no such API */
  reasonsAgainst(line: Pick<ContractLine, "name" | "major">, version: string): Promise<readonly string[] | undefined>;
}

interface AskedVersion {
  readonly participant: string;
  readonly number: string;
}

/** Clients print every notice below their table. */
const REASONS_MAX = 10;

/** $1 ids of versions. Those of participants whose owner wants the verdict of the pacts alone are not asked about. */
const GOVERNED = `
  SELECT p.name AS participant, v.number FROM il.pact_version v JOIN il.pact_participant p ON p.id = v.participant_id
  WHERE v.id = ANY($1::bigint[]) AND p.policy = 'GOVERNED' ORDER BY v.id`;

/**
 * Joins the gate of the contracts to the verdict of the pacts: a version that lint, the comparison, its consumers or
 * missing approvals keep from promotion cannot be deployed either, whatever client asks.
 */
export class GovernanceGate implements DeploymentGate {
  constructor(
    private readonly unitOfWork: Pick<UnitOfWork, "read">,
    private readonly contracts: ContractJudge,
  ) {}

  async judge(question: MatrixQuestion): Promise<readonly GateRefusal[]> {
    const candidates = question.selectors.filter(({ participant }) => lineOfParticipant(participant) !== undefined);
    if (candidates.length === 0) return [];
    const { versionIds } = await resolveSelectors(this.unitOfWork, { ...question, selectors: candidates });
    const asked = await this.unitOfWork.read<AskedVersion>(GOVERNED, [versionIds]);
    const refusals = await Promise.all(asked.map((version) => this.#refusals(version)));
    return refusals.flat();
  }

  async #refusals({ participant, number }: AskedVersion): Promise<readonly GateRefusal[]> {
    const line = lineOfParticipant(participant);
    const reasons = line === undefined ? [] : await this.contracts.reasonsAgainst(line, contractVersionOf(number));
    if (reasons === undefined) return [];
    const shown = reasons
      .slice(0, REASONS_MAX)
      .map((reason) => `${participant} ${number} may not be promoted: ${reason}`);
    const rest = reasons.length - shown.length;
    return [...shown, ...(rest > 0 ? [`${participant} ${number}: and ${rest} reasons more`] : [])].map((text) => ({
      text,
    }));
  }
}
