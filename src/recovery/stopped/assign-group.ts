import { InterlockError } from "../../kernel/problem.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantScope } from "../../platform/security/public.js";
import { recoveryProblems } from "../problems.js";
import type { RecoveryActor } from "../recovery-actor.js";
import type { FailureGroup, FailureGroups } from "./failure-groups.js";

const ASSIGN = `
  INSERT INTO il.failure_group (fingerprint, plant_code, owner, note, assigned_by) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (fingerprint) DO UPDATE SET owner = excluded.owner, note = excluded.note,
    assigned_by = excluded.assigned_by, assigned_at = now()`;

export interface GroupAssignment {
  readonly fingerprint: string;
  /** Account or team. */
  readonly owner: string;
  readonly note: string;
}

/** Says who looks after a cause. The assignment outlives the group, which is there as long as something stands still. */
export class AssignGroup {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly groups: FailureGroups,
    private readonly audit: AuditLog,
  ) {}

  /** @throws InterlockError FAILURE_GROUP_NOT_FOUND */
  async assign(assignment: GroupAssignment, plants: PlantScope, actor: RecoveryActor): Promise<FailureGroup> {
    const { fingerprint, owner, note } = assignment;
    const group = await this.#require(plants, fingerprint);
    await this.unitOfWork.run(async (tx) => {
      await tx.query(ASSIGN, [fingerprint, group.plantCode, owner, note, actor.clientId]);
      await this.audit.append(tx, [
        {
          actor: actor.clientId,
          action: "failure-group:assign",
          resourceType: "failure-group",
          resourceId: fingerprint,
          plantCode: group.plantCode,
          correlationId: actor.correlationId,
          traceparent: actor.traceparent,
          reason: note,
          before: { owner: group.assignment?.owner ?? null },
          after: { owner },
        },
      ]);
    });
    return { ...group, assignment: { owner, note, assignedBy: actor.clientId } };
  }

  async #require(plants: PlantScope, fingerprint: string): Promise<FailureGroup> {
    const [group] = await this.groups.list(plants, fingerprint);
    if (group !== undefined) return group;
    const detail = `No stopped posting that you may see has the cause ${fingerprint.slice(0, 64)}.`;
    throw new InterlockError(recoveryProblems.FAILURE_GROUP_NOT_FOUND, { detail });
  }
}
