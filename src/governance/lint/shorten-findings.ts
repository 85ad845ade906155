import type { LintFinding } from "./lint-report.js";

/**
 * Keeps the first findings of each rule on each contract and tells the number of the others in one more, at the place of
 * the first of them. It has their severity and is no finding of a waived place, so that what is left out still counts.
 */
export function shortenFindings(findings: readonly LintFinding[], perRuleMax: number): LintFinding[] {
  const groups = Map.groupBy(findings, ({ code, contract }) => `${code} ${contract}`);
  return [...groups.values()].flatMap((group) => shortened(group, perRuleMax));
}

function shortened(group: readonly LintFinding[], perRuleMax: number): LintFinding[] {
  const next = group[perRuleMax];
  if (next === undefined || group.length === perRuleMax + 1) return [...group];
  const others = group.length - perRuleMax - 1;
  return [...group.slice(0, perRuleMax), { ...next, message: `${next.message} (and at ${others} more places)` }];
}
