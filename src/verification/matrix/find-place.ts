import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { invalidRequest } from "../http/refusals.js";

/** Where versions run that are asked about. */
export interface Place {
  readonly environmentId: string;
  /** Plants of the environment that count, with what runs there without a plant; undefined for all of them. */
  readonly plants: readonly string[] | undefined;
}

const FIND_ENVIRONMENT = `SELECT id AS "environmentId" FROM il.pact_environment WHERE name = $1`;
const FIND_GROUP = `
  SELECT e.id AS "environmentId", g.plants FROM il.pact_environment e
  JOIN il.pact_plant_group g ON g.environment_id = e.id WHERE e.name = $1 AND g.name = $2`;

/**
 * @param name an environment, or `<environment>:<group>` for the plants of a group; an environment of that name comes first
 * @throws InterlockError PACT_REQUEST_INVALID when there is neither
 */
export async function findPlace(reader: Pick<UnitOfWork, "read">, name: string): Promise<Place> {
  const [environment] = await reader.read<{ environmentId: string }>(FIND_ENVIRONMENT, [name]);
  if (environment !== undefined) return { ...environment, plants: undefined };
  const colon = name.lastIndexOf(":");
  const parts = [name.slice(0, Math.max(colon, 0)), name.slice(colon + 1)];
  const [group] = colon === -1 ? [] : await reader.read<Place>(FIND_GROUP, parts);
  if (group !== undefined) return group;
  const remedy = "create-environment makes it, and a group of plants is named <environment>:<group>";
  throw invalidRequest(`Environment with name '${name}' does not exist; ${remedy}.`);
}
