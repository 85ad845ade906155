import type { Policy } from "../policy/policy.js";
import type { RegisteredGrant } from "./registered-grant.js";

/** What of a grant matters for conflicts. */
export type ScopedRole = Pick<RegisteredGrant, "role" | "scope" | "plants">;

/** Two grants that one person must not hold together. */
export interface RoleConflictFound<G extends ScopedRole> {
  readonly one: G;
  readonly other: G;
  readonly reason: string;
}

/** Conflicts of a grant with others of the same person: a pair of the policy, in scopes that meet. */
export function conflictsWith<G extends ScopedRole>(
  policy: Policy,
  one: G,
  others: readonly G[],
): RoleConflictFound<G>[] {
  return policy.conflicts.flatMap(({ roles, reason }) => {
    if (!roles.includes(one.role)) return [];
    const partner = roles[0] === one.role ? roles[1] : roles[0];
    return others
      .filter((other) => other.role === partner && doMeet(one, other))
      .map((other) => ({ one, other, reason }));
  });
}

/** Every conflict among the grants of one person, each once. */
export function conflictsAmong<G extends ScopedRole>(policy: Policy, grants: readonly G[]): RoleConflictFound<G>[] {
  return grants.flatMap((grant, index) => conflictsWith(policy, grant, grants.slice(index + 1)));
}

/** Scopes of different kinds are taken to meet unless both are plants; a wrong refusal is mended, a wrong grant is not. */
function doMeet(one: ScopedRole, other: ScopedRole): boolean {
  const isLocal = ({ scope }: ScopedRole): boolean => scope.kind === "PLANT" || scope.kind === "SITE";
  if (isLocal(one) && isLocal(other)) return one.plants.some((plant) => other.plants.includes(plant));
  if (one.scope.kind === "CONTRACT" && other.scope.kind === "CONTRACT") {
    return one.scope.values.some((contract) => other.scope.values.includes(contract));
  }
  return true;
}
