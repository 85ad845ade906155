import { createMongoAbility, type MongoAbility, type RawRuleOf } from "@casl/ability";
import { permittedFieldsOf } from "@casl/ability/extra";
import type { AccessRule, RuleScope } from "./access-rule.js";
import type { Condition, Scalar } from "./condition.js";

/** What is acted on, as CASL sees it: never a foreign object, so that no array or getter can pose as a plant. */
export interface PolicySubject {
  readonly resource: string;
  readonly [attribute: string]: Scalar;
}

export type PolicyAbility = MongoAbility<[string, string | PolicySubject]>;
type PolicyRule = RawRuleOf<PolicyAbility>;
type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Names no permission can have, so that CASL's own wildcards (`manage`, `all`) do not exist here. */
const NO_WILDCARD = "\u0000";
/** The field of a rule that reaches every member. */
export const EVERY_FIELD = "*";

/**
 * MongoDB names of our operators. To CASL an absent attribute fulfils `$ne`, `$nin`, and even `$lte` and `$gte`; that it
 * does not is said explicitly.
 */
const COMPARISON: Readonly<Record<Condition["operator"], (value: Condition["value"]) => Record<string, unknown>>> = {
  eq: (value) => ({ $eq: value }),
  ne: (value) => ({ $exists: true, $ne: value }),
  in: (value) => ({ $in: value }),
  notIn: (value) => ({ $exists: true, $nin: value }),
  lt: (value) => ({ $exists: true, $lt: value }),
  lte: (value) => ({ $exists: true, $lte: value }),
  gt: (value) => ({ $exists: true, $gt: value }),
  gte: (value) => ({ $exists: true, $gte: value }),
};

/** Decides about objects whose attributes are known. */
export function buildAbility(rules: readonly AccessRule[]): PolicyAbility {
  return createAbility(rules.flatMap(caslRulesOf));
}

/**
 * Decides at the door, where only plant or contract is known: whether any object there could be allowed. Conditions on
 * other attributes wait for the object itself.
 */
export function buildAdmissionAbility(rules: readonly AccessRule[]): PolicyAbility {
  const decidable = rules.filter(({ effect, conditions }) => effect === "ALLOW" || conditions.length === 0);
  return createAbility(decidable.map((rule) => caslRule(rule, scopeCondition(rule.scope))));
}

/** Members of the object that the rules reach, or EVERY_FIELD among them. */
export function fieldsOf(ability: PolicyAbility, action: string, subject: PolicySubject): readonly string[] {
  return permittedFieldsOf(ability, action, subject, { fieldsFrom: (rule) => rule.fields ?? [EVERY_FIELD] });
}

function createAbility(rules: PolicyRule[]): PolicyAbility {
  return createMongoAbility<PolicyAbility>(rules, {
    anyAction: NO_WILDCARD,
    anySubjectType: NO_WILDCARD,
    detectSubjectType: (subject) => subject.resource,
  });
}

function caslRulesOf(rule: AccessRule): PolicyRule[] {
  const alternatives = rule.effect === "ALLOW" ? [allOf(rule.conditions)] : unlessFalse(rule.conditions);
  return alternatives.map((conditions) => caslRule(rule, { ...scopeCondition(rule.scope), ...conditions }));
}

function caslRule({ effect, permission, fields }: AccessRule, conditions: Conditions): PolicyRule {
  return {
    action: permission.action,
    subject: permission.resource,
    inverted: effect === "PROHIBIT",
    ...(Object.keys(conditions).length === 0 ? {} : { conditions }),
    ...(fields === undefined ? {} : { fields: [...fields] }),
  };
}

function scopeCondition(scope: RuleScope | undefined): Conditions {
  return scope === undefined ? {} : { [scope.attribute]: { $in: [...scope.values] } };
}

function allOf(conditions: readonly Condition[]): Conditions {
  const merged: Record<string, Record<string, unknown>> = {};
  for (const { attribute, operator, value } of conditions) {
    merged[attribute] = { ...merged[attribute], ...COMPARISON[operator](value) };
  }
  return merged;
}

/**
 * A prohibition applies unless one of its conditions is false, so each of its attributes may also be absent. CASL has no
 * "or" inside conditions; every combination becomes a rule of its own.
 */
function unlessFalse(conditions: readonly Condition[]): Conditions[] {
  const attributes = [...new Set(conditions.map(({ attribute }) => attribute))];
  return attributes.reduce<Conditions[]>(
    (alternatives, attribute) =>
      alternatives.flatMap((soFar) => [
        { ...soFar, ...allOf(conditions.filter((condition) => condition.attribute === attribute)) },
        { ...soFar, [attribute]: { $exists: false } },
      ]),
    [{}],
  );
}
