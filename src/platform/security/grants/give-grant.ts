import type { Clock } from "../../../kernel/clock.js";
import type { Finding } from "../../../kernel/finding.js";
import { InterlockError } from "../../../kernel/problem.js";
import type { UlidFactory } from "../../../kernel/ulid.js";
import { refusedByDutySeparation } from "../../approvals/duty-separation.js";
import type { AuditLog } from "../../audit/audit-log.js";
import type { UnitOfWork } from "../../persistence/unit-of-work.js";
import type { Policy } from "../policy/policy.js";
import type { Principal } from "../principal.js";
import { grantFindingsOf } from "./grant-findings.js";
import type { GrantAuthority } from "./grant-authority.js";
import type { GrantStore } from "./grant-store.js";
import { grantProblems } from "./problems.js";
import type { GrantScope, RegisteredGrant } from "./registered-grant.js";
import { conflictsWith } from "./role-conflicts.js";

/** A role that somebody is to get. */
export interface GrantRequest {
  readonly principal: string;
  readonly role: string;
  readonly scope: GrantScope;
  /** RFC 3339. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly reason: string;
}

/** Who changes grants, and under which correlation. */
export interface GrantActor {
  readonly principal: Principal;
  readonly correlationId: string;
  readonly traceparent: string;
}

/** Gives a role. Scope, authority, conflicts and duties are decided in the transaction that stores the grant. */
export class GiveGrant {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: GrantStore,
    private readonly authority: GrantAuthority,
    private readonly policy: Policy,
    private readonly audit: AuditLog,
    private readonly made: { readonly ids: UlidFactory; readonly clock: Clock },
  ) {}

  /** @throws InterlockError GRANT_INVALID, FORBIDDEN_GRANT, GRANT_CONFLICT, FOUR_EYES_REQUIRED */
  async give(request: GrantRequest, actor: GrantActor): Promise<RegisteredGrant> {
    refuse(grantFindingsOf(this.policy, request, this.made.clock.now()));
    const id = this.made.ids.next();
    return await this.unitOfWork.run(async (tx) => {
      await this.store.lock(tx);
      const { scope } = request;
      const plants = scope.kind === "SITE" ? await this.store.plantsOfSites(tx, scope.values) : scope.values;
      this.authority.require(actor.principal, { ...request, plants });
      const held = await this.store.ofPerson(tx, request.principal);
      const [conflict] = conflictsWith<Pick<RegisteredGrant, "role" | "scope" | "plants">>(
        this.policy,
        { role: request.role, scope, plants: scope.kind === "PLANT" || scope.kind === "SITE" ? plants : [] },
        held,
      );
      if (conflict !== undefined) throw conflictOf(request, conflict.other.role, conflict.reason);
      const grant = { ...request, id, grantedBy: actor.principal.clientId };
      await refusedByDutySeparation(() => this.store.insert(tx, grant));
      await this.audit.append(tx, [
        {
          actor: actor.principal.clientId,
          action: "grant:create",
          resourceType: "grant",
          resourceId: id,
          correlationId: actor.correlationId,
          traceparent: actor.traceparent,
          reason: request.reason,
          after: { ...request },
        },
      ]);
      const stored = await this.store.find(tx, id);
      if (stored === undefined) throw new Error(`grant ${id} is missing after it was stored`);
      return stored;
    });
  }
}

function refuse(findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const detail = findings.map((finding) => finding.message).join("; ");
  throw new InterlockError(grantProblems.GRANT_INVALID, { detail, errors: findings });
}

function conflictOf({ principal, role }: GrantRequest, other: string, reason: string): InterlockError {
  const detail = `${principal}, or another account of the same person, is ${other}. ${reason} Revoke that grant first, or give ${role} to somebody else.`;
  return new InterlockError(grantProblems.GRANT_CONFLICT, { detail });
}
