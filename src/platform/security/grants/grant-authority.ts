import type { Clock } from "../../../kernel/clock.js";
import { InterlockError } from "../../../kernel/problem.js";
import { activeGrants, type GrantSource } from "../policy/grant-source.js";
import type { Policy } from "../policy/policy.js";
import type { Grant, Principal } from "../principal.js";
import { grantProblems } from "./problems.js";
import type { GrantScope } from "./registered-grant.js";

/** A role in a scope whose plants are known. */
export interface GrantTarget {
  readonly role: string;
  readonly scope: GrantScope;
  /** Plants of a scope of plants or sites. */
  readonly plants: readonly string[];
}

/** Decides who may give or take which role where: nobody above himself, nobody outside his own scope. */
export class GrantAuthority {
  constructor(
    private readonly policy: Policy,
    private readonly grants: GrantSource,
    private readonly clock: Clock,
  ) {}

  /** @throws InterlockError FORBIDDEN_GRANT naming the role and what would be needed. */
  require(principal: Principal, target: GrantTarget): void {
    if (this.mayGive(principal, target)) return;
    const { role, scope } = target;
    const place = scope.kind === "ENTERPRISE" ? "the whole enterprise" : `${scope.kind} ${scope.values.join(", ")}`;
    throw new InterlockError(grantProblems.FORBIDDEN_GRANT, {
      detail: `${principal.clientId} holds no role that may give or take ${role} in ${place.slice(0, 200)}; ask an administrator whose grants cover it.`,
    });
  }

  /** One grant alone must allow it: two administrators of a plant each are not one of both. */
  mayGive(principal: Principal, target: GrantTarget): boolean {
    const { grants } = activeGrants(this.grants.grantsOf(principal), this.clock.now().getTime());
    return grants.some((grant) => this.#covers(grant, target));
  }

  #covers(grant: Grant, { role, scope, plants }: GrantTarget): boolean {
    const holder = this.policy.roles.get(grant.role);
    if (holder === undefined || !holder.permissions.has("grant:create") || !holder.mayGrant.has(role)) return false;
    if (grant.contracts !== undefined) return false;
    if (grant.plants === "*") return holder.scope === "enterprise";
    // A site may get more plants tomorrow; who holds single plants gives single plants.
    return scope.kind === "PLANT" && plants.length > 0 && plants.every((plant) => grant.plants.includes(plant));
  }
}
