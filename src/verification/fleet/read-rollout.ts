import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { notFound } from "../http/refusals.js";
import type { Rollout, RolloutPart } from "./plant-group.js";
import type { PlantGroups } from "./plant-groups.js";

interface DeployedPlant {
  readonly plant: string;
  readonly isThisVersion: boolean;
}

interface Found {
  readonly version: string | null;
  readonly environment: string | null;
}

/** $1 environment, $2 participant, $3 number. Every plant where the participant runs, and whether this version does. */
const DEPLOYED = `
  SELECT x.instance AS plant, v.number = $3 AS "isThisVersion"
  FROM il.pact_environment e JOIN il.pact_participant p ON p.name = $2
  JOIN il.pact_environment_version x ON x.environment_id = e.id AND x.participant_id = p.id
    AND x.ended_at IS NULL AND x.kind = 'DEPLOYED' AND x.instance <> ''
  JOIN il.pact_version v ON v.id = x.version_id WHERE e.name = $1 ORDER BY x.instance`;

const FIND = `
  SELECT (SELECT v.id FROM il.pact_version v JOIN il.pact_participant p ON p.id = v.participant_id
      WHERE p.name = $2 AND v.number = $3) AS version,
    (SELECT e.id FROM il.pact_environment e WHERE e.name = $1) AS environment`;

/** Says where a version runs already, group by group. */
export class ReadRollout {
  constructor(
    private readonly unitOfWork: Pick<UnitOfWork, "read">,
    private readonly groups: PlantGroups,
  ) {}

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND for a version or an environment that is not there */
  async read(participant: string, number: string, environment: string): Promise<Rollout> {
    const [found] = await this.unitOfWork.read<Found>(FIND, [environment, participant, number]);
    if (found === undefined || found.version === null)
      throw notFound(`No version ${number} of pacticipant '${participant}'`);
    if (found.environment === null) throw notFound(`No environment ${environment}`);
    const deployed = await this.unitOfWork.read<DeployedPlant>(DEPLOYED, [environment, participant, number]);
    const running = new Set(deployed.filter(({ isThisVersion }) => isThisVersion).map(({ plant }) => plant));
    const groups = await this.groups.list(environment);
    const everywhere = new Set([...deployed.map(({ plant }) => plant), ...groups.flatMap(({ plants }) => plants)]);
    const parts = [
      partOf(null, [...everywhere].toSorted(), running),
      ...groups.map(({ name, plants }) => partOf(name, plants, running)),
    ];
    return { participant, number, environment, parts };
  }
}

function partOf(group: string | null, members: readonly string[], running: ReadonlySet<string>): RolloutPart {
  const plants = members.filter((plant) => running.has(plant));
  const missing = members.filter((plant) => !running.has(plant));
  return { group, state: plants.length === 0 ? "NONE" : missing.length === 0 ? "ALL" : "SOME", plants, missing };
}
