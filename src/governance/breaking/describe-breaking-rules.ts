import type { FindingSeverity } from "../../kernel/finding.js";
import type { AnyBreakingRule, RuleAliases } from "./rule.js";
import { PROFILE_NAMES, type ProfileName, type RuleSeverity, type ViewSeverity } from "./severity.js";

const WORST_FIRST: readonly FindingSeverity[] = ["ERROR", "WARN", "INFO"];

const HEAD = `# Breaking-change rules

Made from \`governance-rules/breaking\` by \`npm run generate\`; change the rule file and not this page. A rule about schemas
is reported as \`<place>.<rule>.<change>\`, such as \`req-body.max-length.narrowed\`; places are \`param\`, \`req-body\`,
\`res-body\`, \`res-header\`, \`msg-payload\` and \`msg-headers\`. The table has the gravest severity that a rule has under a
profile; what weighs differently by change or direction stands below.
`;

/** The rules as a page for people, one section per rule; the text is that of the rule files. */
export function describeBreakingRules(rules: readonly AnyBreakingRule[]): string {
  const table = [
    `| Rule | Area | ${PROFILE_NAMES.join(" | ")} |`,
    `| --- | --- | ${PROFILE_NAMES.map(() => "---").join(" | ")} |`,
    ...rules.map(row),
  ];
  return `${[HEAD, ...table, ...rules.flatMap(section)].join("\n")}\n`;
}

function row({ id, area, severity }: AnyBreakingRule): string {
  const cells = PROFILE_NAMES.map((profile) => worstOf(severity[profile]).toLowerCase());
  return `| [${id}](#${anchorOf(id)}) | ${area} | ${cells.join(" | ")} |`;
}

function section(rule: AnyBreakingRule): string[] {
  const { id, title, why, remedy, severity, aliases, asymmetry, examples } = rule;
  const names = (list: readonly { readonly name: string }[]): string => list.map(({ name }) => name).join("; ");
  const weighed = PROFILE_NAMES.filter((profile) => typeof severity[profile] !== "string");
  return [
    "",
    `## ${id}`,
    "",
    `${title}.`,
    "",
    `- **Why.** ${why}`,
    `- **What to do.** ${remedy}`,
    `- **Reported:** ${names(examples.bad)}.`,
    `- **Not reported:** ${names(examples.good)}.`,
    ...(asymmetry === undefined ? [] : [`- **Not mirrored:** ${asymmetry}.`]),
    ...(aliases === undefined ? [] : [`- **Elsewhere called:** ${aliasText(aliases)}.`]),
    ...grouped(weighed, severity).map(([profiles, text]) => `- **Weighed by ${profiles}:** ${text}.`),
  ];
}

/** Profiles that weigh alike are told once. */
function grouped(
  profiles: readonly ProfileName[],
  severity: AnyBreakingRule["severity"],
): readonly (readonly [string, string])[] {
  const byText = Map.groupBy(profiles, (profile) => severityText(severity[profile]));
  return [...byText].map(([text, own]) => [own.join(", "), text]);
}

function severityText(severity: RuleSeverity): string {
  if (typeof severity === "string") return severity.toLowerCase();
  return Object.entries(severity)
    .map(([change, weight]) => `${change} ${viewText(weight)}`)
    .join("; ");
}

function viewText(weight: ViewSeverity): string {
  if (typeof weight === "string") return weight.toLowerCase();
  return `${weight.request.toLowerCase()} in requests, ${weight.response.toLowerCase()} in responses`;
}

function worstOf(severity: RuleSeverity): FindingSeverity {
  const weights = typeof severity === "string" ? [severity] : Object.values(severity).flatMap(severitiesOf);
  return WORST_FIRST.find((one) => weights.includes(one)) ?? "INFO";
}

const severitiesOf = (weight: ViewSeverity): readonly FindingSeverity[] =>
  typeof weight === "string" ? [weight] : [weight.request, weight.response];

function aliasText(aliases: RuleAliases): string {
  return Object.entries(aliases)
    .map(([tool, names]) => `${tool} ${(names as readonly string[]).map((name) => `\`${name}\``).join(", ")}`)
    .join("; ");
}

/** As GitHub makes them of headings: dots are left out. */
const anchorOf = (id: string): string => id.replaceAll(".", "");
