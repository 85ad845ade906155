import { InterlockError } from "../../../kernel/problem.js";
import type { AuditLog } from "../../audit/audit-log.js";
import type { UnitOfWork } from "../../persistence/unit-of-work.js";
import type { GrantActor } from "./give-grant.js";
import type { GrantAuthority } from "./grant-authority.js";
import type { GrantStore } from "./grant-store.js";
import { grantProblems } from "./problems.js";

/** Takes a role away. It gives nothing from the end of the transaction on, in every process a second later. */
export class RevokeGrant {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: GrantStore,
    private readonly authority: GrantAuthority,
    private readonly audit: AuditLog,
  ) {}

  /** @throws InterlockError GRANT_UNKNOWN, also for a grant that the actor could not have given. */
  async revoke(id: string, reason: string, actor: GrantActor): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await this.store.lock(tx);
      const grant = await this.store.find(tx, id);
      if (grant === undefined || !this.authority.mayGive(actor.principal, grant)) throw unknownGrant(id);
      await this.store.revoke(tx, id, actor.principal.clientId, reason);
      const { principal, role, scope } = grant;
      await this.audit.append(tx, [
        {
          actor: actor.principal.clientId,
          action: "grant:revoke",
          resourceType: "grant",
          resourceId: id,
          correlationId: actor.correlationId,
          traceparent: actor.traceparent,
          reason,
          before: { principal, role, scope },
        },
      ]);
    });
  }
}

function unknownGrant(id: string): InterlockError {
  return new InterlockError(grantProblems.GRANT_UNKNOWN, {
    detail: `There is no grant ${id.slice(0, 40)} in force that you may revoke.`,
  });
}
