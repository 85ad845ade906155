import type { Clock } from "../../kernel/clock.js";
import type { AuditLog } from "../../platform/audit/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { type ChangeActor, recordChanges } from "../record-change.js";
import type { CleanUpPolicy, StoredCleanUpPolicy } from "./clean-up-policy.js";

const POLICY = `
  SELECT versions_per_branch AS "versionsPerBranch", days, is_scheduled AS "isScheduled", updated_by AS "updatedBy",
    updated_at AS "updatedAt", ran_at AS "ranAt" FROM il.pact_clean_up`;
const PUT = `
  INSERT INTO il.pact_clean_up (versions_per_branch, days, is_scheduled, updated_by, updated_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (is_only) DO UPDATE SET versions_per_branch = EXCLUDED.versions_per_branch, days = EXCLUDED.days,
    is_scheduled = EXCLUDED.is_scheduled, updated_by = EXCLUDED.updated_by, updated_at = EXCLUDED.updated_at
  RETURNING versions_per_branch`;
/** One of several workers gets the row; a day is a little less than a day, so that the hour does not wander. */
const CLAIM = `
  UPDATE il.pact_clean_up SET ran_at = now()
  WHERE is_scheduled AND (ran_at IS NULL OR ran_at < now() - interval '23 hours 30 minutes')
  RETURNING versions_per_branch AS "versionsPerBranch", days, is_scheduled AS "isScheduled"`;

/** The one policy of the registry. */
export class CleanUpPolicies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async get(): Promise<StoredCleanUpPolicy | undefined> {
    return (await this.unitOfWork.read<StoredCleanUpPolicy>(POLICY))[0];
  }

  async put(policy: CleanUpPolicy, actor: ChangeActor): Promise<StoredCleanUpPolicy> {
    const { versionsPerBranch, days, isScheduled } = policy;
    return await this.unitOfWork.run(async (tx) => {
      const values = [versionsPerBranch, days, isScheduled, actor.clientId, this.clock.now().toISOString()];
      await tx.query(PUT, values);
      const after = { versionsPerBranch, days, isScheduled };
      const entry = { action: "pact:govern", resourceType: "pact-clean-up", resourceId: "policy", after };
      await recordChanges(tx, this.audit, actor, [entry]);
      const [stored] = await tx.query<StoredCleanUpPolicy>(POLICY);
      if (stored === undefined) throw new Error("a policy that was just stored is gone");
      return stored;
    });
  }

  /** The policy, when it is scheduled and its time has come; this process has to run it then. */
  async claimScheduled(): Promise<CleanUpPolicy | undefined> {
    return (await this.unitOfWork.read<CleanUpPolicy>(CLAIM))[0];
  }
}
