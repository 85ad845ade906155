import type { LintRule } from "./lint-rule.js";

/** The rules as a page for people, one section per rule; the text is that of the rule files. */
export function describeLintRules(rules: readonly LintRule[]): string {
  const head = [
    "# Lint rules",
    "",
    "Made from `governance-rules/lint` by `npm run generate`; change the rule file and not this page. Severities are those",
    "of the rule; a profile of `governance-rules/profiles` may weigh them otherwise.",
    "",
    "| Rule | Severity | On | Protects |",
    "| --- | --- | --- | --- |",
    ...rules.map(
      (rule) => `| [${rule.id}](#${rule.id}) | ${rule.severity} | ${rule.on.join(", ")} | ${rule.protects} |`,
    ),
  ];
  return `${[...head, ...rules.flatMap(section)].join("\n")}\n`;
}

function section(rule: LintRule): string[] {
  const accepted = rule.examples.good.map(({ says }) => says).join("; ");
  const refused = rule.examples.bad.map(({ says }) => says).join("; ");
  return [
    "",
    `## ${rule.id}`,
    "",
    `${rule.title}.`,
    "",
    `- **Why.** ${rule.why}`,
    `- **What to do.** ${rule.fix}`,
    `- **Accepted:** ${accepted}.`,
    `- **Refused:** ${refused}.`,
  ];
}
