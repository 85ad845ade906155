import type { ObjectAttributes, Principal } from "../principal.js";
import type { AccessRule } from "./access-rule.js";
import { type Condition, type Scalar, valuesOf } from "./condition.js";
import type { PolicyAuthorizer } from "./policy-authorizer.js";

/** Whether a rule speaks about an object; unknown where it asks for what is not known of it. */
export type RuleVerdict = "TRUE" | "FALSE" | "UNKNOWN";

/** One rule and what became of it. */
export interface ExplainedRule {
  readonly source: string;
  readonly effect: AccessRule["effect"];
  readonly verdict: RuleVerdict;
  /** Its scope and conditions with what each found, such as `state eq HELD: FALSE (state is RUNNING)`. */
  readonly because: readonly string[];
}

/** Why a principal may or may not do something with an object. */
export interface Explanation {
  readonly decision: "ALLOW" | "DENY";
  readonly reason: string;
  /** All rules about the permission; the deciding one first. */
  readonly rules: readonly ExplainedRule[];
}

/** Explains a decision. The decision is the authorizer's own; the rules only say how it comes about. */
export function explainDecision(
  authorizer: PolicyAuthorizer,
  principal: Principal,
  permission: string,
  attributes: ObjectAttributes,
): Explanation {
  const isAllowed = authorizer.decide(principal, permission, attributes);
  const rules = authorizer.rulesOf(principal, permission).map((rule) => explainRule(rule, attributes));
  const decision = isAllowed ? "ALLOW" : "DENY";
  const deciding = rules.find((rule) => isDeciding(rule, isAllowed));
  const sorted = deciding === undefined ? rules : [deciding, ...rules.filter((rule) => rule !== deciding)];
  return { decision, reason: reasonOf(authorizer, permission, rules, deciding), rules: sorted };
}

function isDeciding({ effect, verdict }: ExplainedRule, isAllowed: boolean): boolean {
  return isAllowed ? effect === "ALLOW" && verdict === "TRUE" : effect === "PROHIBIT" && verdict !== "FALSE";
}

function reasonOf(
  authorizer: PolicyAuthorizer,
  permission: string,
  rules: readonly ExplainedRule[],
  deciding: ExplainedRule | undefined,
): string {
  if (!authorizer.policy.permissions.has(permission)) return `there is no permission ${permission}`;
  if (deciding?.effect === "ALLOW") return `${deciding.source} allows it`;
  if (deciding !== undefined) return `${deciding.source} forbids it to everybody`;
  const held = rules.filter(({ effect }) => effect === "ALLOW");
  if (held.length === 0) return "no role that is held lists the permission, or only in grants that are void";
  return "a role lists the permission, but its scope or its conditions do not reach this object";
}

function explainRule({ source, effect, scope, conditions }: AccessRule, attributes: ObjectAttributes): ExplainedRule {
  const asked: Condition[] = [
    ...(scope === undefined ? [] : [{ attribute: scope.attribute, operator: "in" as const, value: scope.values }]),
    ...conditions,
  ];
  const verdicts = asked.map((condition) => verdictOf(condition, attributes));
  const verdict = verdicts.includes("FALSE") ? "FALSE" : verdicts.includes("UNKNOWN") ? "UNKNOWN" : "TRUE";
  const because = asked.map((condition, index) => describe(condition, attributes, verdicts[index] ?? "UNKNOWN"));
  return { source, effect, verdict, because: because.length === 0 ? ["everywhere, without conditions"] : because };
}

/** One comparison; without the attribute it is unknown. */
export function verdictOf(condition: Condition, attributes: ObjectAttributes): RuleVerdict {
  const actual = attributes[condition.attribute];
  if (actual === undefined || actual === null) return "UNKNOWN";
  return isTrue(condition, actual) ? "TRUE" : "FALSE";
}

function isTrue(condition: Condition, actual: Scalar): boolean {
  const values = valuesOf(condition);
  const [first = ""] = values;
  switch (condition.operator) {
    case "eq":
    case "in":
      return values.includes(actual);
    case "ne":
    case "notIn":
      return !values.includes(actual);
    case "lt":
      return actual < first;
    case "lte":
      return actual <= first;
    case "gt":
      return actual > first;
    case "gte":
      return actual >= first;
  }
}

function describe(condition: Condition, attributes: ObjectAttributes, verdict: RuleVerdict): string {
  const { attribute, operator } = condition;
  const actual = attributes[attribute];
  const found =
    actual === undefined || actual === null ? `${attribute} is not known` : `${attribute} is ${String(actual)}`;
  return `${attribute} ${operator} ${valuesOf(condition).join(", ")}: ${verdict} (${found})`;
}
