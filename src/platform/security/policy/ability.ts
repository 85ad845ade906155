import { createMongoAbility, type MongoAbility, type RawRuleOf } from "@casl/ability";
import type { Grant, PlantScope } from "../principal.js";
import type { Permission, Policy } from "./policy.js";

/** What is acted on, as CASL sees it: never a foreign object, so that no array or getter can pose as a plant. */
export interface PolicySubject {
  readonly resource: string;
  readonly plantCode?: string;
}

export type PolicyAbility = MongoAbility<[string, string | PolicySubject]>;
type PolicyRule = RawRuleOf<PolicyAbility>;

/** Names no permission can have, so that CASL's own wildcards (`manage`, `all`) do not exist here. */
const NO_WILDCARD = "\u0000";

/**
 * Compiles grants into CASL rules. A rule either has no condition (every plant) or exactly
 * `{ plantCode: { $in: [...] } }`; a grant that the policy does not allow gives no rule.
 */
export function buildAbility(policy: Policy, grants: readonly Grant[]): PolicyAbility {
  return createMongoAbility<PolicyAbility>(
    grants.flatMap((grant) => rulesOf(policy, grant)),
    {
      anyAction: NO_WILDCARD,
      anySubjectType: NO_WILDCARD,
      detectSubjectType: (subject) => subject.resource,
    },
  );
}

function rulesOf(policy: Policy, grant: Grant): PolicyRule[] {
  const role = policy.roles.get(grant.role);
  if (role === undefined || (role.scope === "plant" && grant.plants === "*")) return [];
  return [...role.permissions].flatMap((id) => {
    const permission = policy.permissions.get(id);
    return permission === undefined ? [] : [ruleOf(permission, grant.plants)];
  });
}

function ruleOf(permission: Permission, plants: PlantScope): PolicyRule {
  const rule = { action: permission.action, subject: permission.resource };
  return plants === "*" ? rule : { ...rule, conditions: { plantCode: { $in: [...plants] } } };
}

/** The plants a permission reaches, read from the same rules that decide. */
export function scopeOf(ability: PolicyAbility, permission: Permission): PlantScope {
  const plants = new Set<string>();
  for (const rule of ability.rulesFor(permission.action, permission.resource)) {
    if (rule.conditions === undefined) return "*";
    for (const plant of plantsOf(rule.conditions)) plants.add(plant);
  }
  return Object.freeze([...plants].toSorted());
}

function plantsOf(conditions: NonNullable<PolicyRule["conditions"]>): readonly string[] {
  const { plantCode } = conditions as { readonly plantCode: { readonly $in: readonly string[] } };
  return plantCode.$in;
}
