import { InterlockError } from "../../kernel/problem.js";
import type { EnvironmentRegistry } from "../environments/environment-registry.js";
import type { PresenceRegistry } from "../environments/presence-registry.js";
import type { AskMatrix } from "../matrix/ask-matrix.js";
import type { DeploymentVerdict } from "../matrix/deployment-verdict.js";
import type { ParticipantRegistry } from "../participants/participant-registry.js";
import { verificationProblems } from "../problems.js";
import { notFound } from "../http/refusals.js";
import type { ChangeActor } from "../record-change.js";
import type { PlantGroup, Rollout } from "./plant-group.js";
import type { ReadRollout } from "./read-rollout.js";

/** What is promoted where. */
export interface PlantPromotion {
  readonly participant: string;
  readonly number: string;
  readonly group: PlantGroup;
}

/** Reasons shown in a refusal; the answer of can-promote has all of them. */
const REASONS_MAX = 20;
const ROWS_SHOWN = 100;

/** Promotes a version to the plants of one group, when everything that runs there fits it. */
export class PromoteToPlants {
  constructor(
    private readonly matrix: AskMatrix,
    private readonly participants: ParticipantRegistry,
    private readonly environments: EnvironmentRegistry,
    private readonly presences: PresenceRegistry,
    private readonly rollouts: ReadRollout,
  ) {}

  /** Whether the version may be promoted to the plants of the group; what runs in other plants does not count. */
  async judge({ participant, number, group }: PlantPromotion): Promise<DeploymentVerdict> {
    return await this.matrix.ask({
      selectors: [{ participant, number }],
      ignored: [],
      target: { kind: "environment", name: `${group.environment}:${group.name}` },
      isLatestProviderOnly: false,
      shownMax: ROWS_SHOWN,
    });
  }

  /** Records the version in every plant of the group. @throws InterlockError PLANT_PROMOTION_REFUSED with every reason */
  async promote(promotion: PlantPromotion, actor: ChangeActor): Promise<Rollout> {
    const { participant, number, group } = promotion;
    const version = await this.participants.getVersion(participant, number);
    const environment = (await this.environments.list()).find(({ name }) => name === group.environment);
    if (environment === undefined) throw notFound(`No environment ${group.environment}`);
    const { isDeployable, notices } = await this.judge(promotion);
    if (isDeployable !== true) throw refused(promotion, notices);
    for (const plant of group.plants) await this.presences.record("DEPLOYED", version, environment, plant, actor);
    return await this.rollouts.read(participant, number, group.environment);
  }
}

function refused({ participant, number, group }: PlantPromotion, notices: DeploymentVerdict["notices"]) {
  const reasons = notices.filter(({ type }) => type === "error").slice(0, REASONS_MAX);
  return new InterlockError(verificationProblems.PLANT_PROMOTION_REFUSED, {
    detail: `${participant} ${number} is not promoted to ${group.environment}:${group.name}; errors names each reason.`,
    errors: reasons.map(({ text }) => ({
      code: "PLANT_PROMOTION_REFUSED",
      severity: "ERROR" as const,
      message: text.slice(0, 1000),
      pointer: "",
    })),
  });
}
