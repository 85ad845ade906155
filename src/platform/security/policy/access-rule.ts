import type { Grant } from "../principal.js";
import { bindPrincipal, type Condition } from "./condition.js";
import { dimensionOf, type Permission, type Policy, type ResourceDimension, type Role } from "./policy.js";

/** Attributes by which the place of an object is told. */
export const SCOPE_ATTRIBUTE = { plant: "plantCode", contract: "contract" } as const;

/** The plants or contracts that a rule is confined to. */
export interface RuleScope {
  readonly attribute: (typeof SCOPE_ATTRIBUTE)[keyof typeof SCOPE_ATTRIBUTE];
  readonly values: readonly string[];
}

/** One reason why a principal may, or may not, use a permission. CASL rules, SQL and explanations are made from it. */
export interface AccessRule {
  readonly effect: "ALLOW" | "PROHIBIT";
  readonly permission: Permission;
  /** Undefined reaches everything. */
  readonly scope: RuleScope | undefined;
  /** All of them together; without `$principal`. */
  readonly conditions: readonly Condition[];
  /** Undefined reaches every member. */
  readonly fields: ReadonlySet<string> | undefined;
  /** For explanations: the role with its grant, or the prohibition. */
  readonly source: string;
}

/** Whether objects of a dimension have the attribute at all. */
export function isScopeAttribute(dimension: ResourceDimension, attribute: string): boolean {
  if (attribute === SCOPE_ATTRIBUTE.plant) return dimension !== "contract";
  return attribute === SCOPE_ATTRIBUTE.contract && dimension !== "plant";
}

/** The rules of one principal; prohibitions stand last, where CASL looks first. A void grant gives no rule. */
export function accessRulesOf(policy: Policy, clientId: string, grants: readonly Grant[]): AccessRule[] {
  return [...grants.flatMap((grant) => rulesOfGrant(policy, clientId, grant)), ...prohibitionsFor(policy, clientId)];
}

function rulesOfGrant(policy: Policy, clientId: string, grant: Grant): AccessRule[] {
  const role = policy.roles.get(grant.role);
  if (role === undefined || isTooWide(role, grant)) return [];
  const source = grant.grantId === undefined ? `role ${role.id}` : `role ${role.id} by grant ${grant.grantId}`;
  return [...role.permissions].flatMap((id): AccessRule[] => {
    const permission = policy.permissions.get(id);
    const scope = permission === undefined ? "NONE" : scopeOf(grant, dimensionOf(policy, permission.resource));
    if (permission === undefined || scope === "NONE") return [];
    const conditions = bindPrincipal(role.conditions.get(id) ?? [], clientId);
    return [{ effect: "ALLOW", permission, scope, conditions, fields: role.fields.get(id), source }];
  });
}

/** A role of plants that was granted for the whole enterprise gives nothing. */
function isTooWide(role: Role, grant: Grant): boolean {
  return role.scope === "plant" && (grant.plants === "*" || grant.contracts !== undefined);
}

/** What of a dimension a grant reaches: undefined is everything. */
function scopeOf({ plants, contracts }: Grant, dimension: ResourceDimension): RuleScope | undefined | "NONE" {
  if (contracts !== undefined) {
    const isReached = dimension !== "plant" && contracts.length > 0;
    return isReached ? { attribute: SCOPE_ATTRIBUTE.contract, values: contracts } : "NONE";
  }
  if (plants === "*") return undefined;
  const isReached = dimension !== "contract" && plants.length > 0;
  return isReached ? { attribute: SCOPE_ATTRIBUTE.plant, values: plants } : "NONE";
}

function prohibitionsFor(policy: Policy, clientId: string): AccessRule[] {
  return policy.prohibitions.flatMap(({ id, permissions, conditions: unbound }) => {
    const conditions = bindPrincipal(unbound, clientId);
    return [...permissions].flatMap((name): AccessRule[] => {
      const permission = policy.permissions.get(name);
      if (permission === undefined) return [];
      return [
        {
          effect: "PROHIBIT",
          permission,
          scope: undefined,
          conditions,
          fields: undefined,
          source: `prohibition ${id}`,
        },
      ];
    });
  });
}
