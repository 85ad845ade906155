import type { AuditLog } from "../../platform/audit/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { invalidRequest, notFound } from "../http/refusals.js";
import { type ChangeActor, recordChanges } from "../record-change.js";
import type { PlantGroup } from "./plant-group.js";

const GROUP = `
  SELECT e.name AS environment, g.name, g.plants FROM il.pact_plant_group g
  JOIN il.pact_environment e ON e.id = g.environment_id`;
const LIST = `${GROUP} WHERE $1::text IS NULL OR e.name = $1 ORDER BY e.name, g.name LIMIT 1000`;
const FIND = `${GROUP} WHERE e.name = $1 AND g.name = $2`;
const PUT = `
  INSERT INTO il.pact_plant_group (environment_id, name, plants)
  SELECT id, $2, $3::text[] FROM il.pact_environment WHERE name = $1
  ON CONFLICT (environment_id, name) DO UPDATE SET plants = EXCLUDED.plants, updated_at = now() RETURNING name`;
const DELETE = `
  DELETE FROM il.pact_plant_group g USING il.pact_environment e
  WHERE e.id = g.environment_id AND e.name = $1 AND g.name = $2 RETURNING g.plants`;

/** Groups of plants, such as a pilot. */
export class PlantGroups {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  async list(environment?: string): Promise<readonly PlantGroup[]> {
    return await this.unitOfWork.read<PlantGroup>(LIST, [environment ?? null]);
  }

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async get(environment: string, name: string): Promise<PlantGroup> {
    const [group] = await this.unitOfWork.read<PlantGroup>(FIND, [environment, name]);
    if (group === undefined) throw notFound(`No plant group ${name} of environment ${environment}`);
    return group;
  }

  /** Makes the group or gives it other plants. @throws InterlockError PACT_REQUEST_INVALID for an unknown environment */
  async put({ environment, name, plants }: PlantGroup, actor: ChangeActor): Promise<PlantGroup> {
    const group = { environment, name, plants: [...new Set(plants)].toSorted() };
    await this.unitOfWork.run(async (tx) => {
      const [before] = await tx.query<PlantGroup>(FIND, [environment, name]);
      const written = await tx.query(PUT, [environment, name, group.plants]);
      if (written.length === 0) {
        throw invalidRequest(`Environment with name '${environment}' does not exist; create-environment makes it.`);
      }
      const was = before === undefined ? {} : { before: { plants: before.plants } };
      await recordChanges(tx, this.audit, actor, [
        { ...entryOf(environment, name), ...was, after: { plants: group.plants } },
      ]);
    });
    return group;
  }

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async delete(environment: string, name: string, actor: ChangeActor): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const [deleted] = await tx.query<{ plants: readonly string[] }>(DELETE, [environment, name]);
      if (deleted === undefined) throw notFound(`No plant group ${name} of environment ${environment}`);
      const before = { plants: deleted.plants };
      await recordChanges(tx, this.audit, actor, [{ ...entryOf(environment, name), before, after: { deleted: true } }]);
    });
  }
}

const entryOf = (environment: string, name: string) => ({
  action: "fleet:define",
  resourceType: "plant-group",
  resourceId: `${environment}:${name}`,
});
