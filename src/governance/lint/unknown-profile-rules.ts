import { packageRules } from "./package-rules.js";
import type { LintProfile } from "./lint-profile.js";
import type { LintFinding } from "./lint-report.js";
import type { LintRule } from "./lint-rule.js";

/** A profile that weighs or waives a rule nobody has is mistyped: what it meant would silently not happen. */
export function unknownProfileRules(profile: LintProfile, rules: readonly LintRule[]): LintFinding[] {
  const packaged = (["openapi", "asyncapi"] as const).flatMap((family) => packageRules(family, profile.include));
  const known = new Set([...rules.map(({ id }) => id), ...packaged.flatMap((ruleset) => Object.keys(ruleset.rules))]);
  const named = new Set([...Object.keys(profile.severities), ...profile.waivers.map(({ rule }) => rule)]);
  return [...named].filter((rule) => !known.has(rule)).map((rule) => unknownRule(profile, rule));
}

function unknownRule(profile: LintProfile, rule: string): LintFinding {
  return {
    code: "RULESET_REJECTED",
    severity: "ERROR",
    check: "lint",
    message: `The profile ${profile.name} names the rule ${rule}, which none of its collections has.`,
    fix: "Correct the id, or include the collection the rule belongs to.",
    pointer: `/severities/${rule}`,
    contract: "profile",
    file: "profile",
    line: 1,
    column: 1,
  };
}
