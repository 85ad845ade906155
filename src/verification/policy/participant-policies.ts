import type { AuditLog } from "../../platform/audit/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { invalidMembers, notFound } from "../http/refusals.js";
import { type ChangeActor, recordChanges } from "../record-change.js";
import { type DeploymentCheck, defaultChecks, faultOfChecks } from "./deployment-check.js";

/** What the deployments of a participant are judged by. */
export interface ParticipantPolicy {
  readonly participant: string;
  readonly requiredChecks: readonly DeploymentCheck[];
  /** True until somebody sets the checks; they then follow from the name. */
  readonly isDefault: boolean;
}

interface PolicyRow {
  readonly participant: string;
  readonly checks: readonly DeploymentCheck[] | null;
}

const POLICY = `SELECT name AS participant, required_checks AS checks FROM il.pact_participant`;
const LIST = `${POLICY} ORDER BY name LIMIT 1000`;
const FIND = `${POLICY} WHERE name = $1`;
const LOCK = `${FIND} FOR UPDATE`;
const SET = `UPDATE il.pact_participant SET required_checks = $2::text[], updated_at = now() WHERE name = $1`;

/** Reads and sets what the deployments of each participant are judged by. */
export class ParticipantPolicies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  async list(): Promise<readonly ParticipantPolicy[]> {
    return (await this.unitOfWork.read<PolicyRow>(LIST)).map(toPolicy);
  }

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async get(participant: string): Promise<ParticipantPolicy> {
    const [row] = await this.unitOfWork.read<PolicyRow>(FIND, [participant]);
    if (row === undefined) throw notFound(`No pacticipant with name '${participant}'`);
    return toPolicy(row);
  }

  /**
   * @param checks null takes back what was set
   * @throws InterlockError PACT_RESOURCE_NOT_FOUND, PACT_REQUEST_INVALID for checks that the participant cannot have
   */
  async set(
    participant: string,
    checks: readonly string[] | null,
    reason: string,
    actor: ChangeActor,
  ): Promise<ParticipantPolicy> {
    const fault = checks === null ? undefined : faultOfChecks(participant, checks);
    if (fault !== undefined) throw invalidMembers({ requiredChecks: fault });
    return await this.unitOfWork.run(async (tx) => {
      const [before] = await tx.query<PolicyRow>(LOCK, [participant]);
      if (before === undefined) throw notFound(`No pacticipant with name '${participant}'`);
      await tx.query(SET, [participant, checks]);
      const after = toPolicy({ participant, checks: checks as PolicyRow["checks"] });
      await recordChanges(tx, this.audit, actor, [
        {
          action: "pact:govern",
          resourceType: "pact-participant",
          resourceId: participant,
          before: { ...toPolicy(before) },
          after: { ...after },
          reason,
        },
      ]);
      return after;
    });
  }
}

function toPolicy({ participant, checks }: PolicyRow): ParticipantPolicy {
  return { participant, requiredChecks: checks ?? defaultChecks(participant), isDefault: checks === null };
}
