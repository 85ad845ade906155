import type { ReviewEntry, ReviewReport } from "./review-report.js";

export type ChangelogFormat = "markdown" | "text" | "json";

/** One group of changes as readers of a release look for them. */
interface ChangelogSection {
  readonly title: string;
  readonly changes: readonly ReviewEntry[];
}

/**
 * What changed between two versions, for those who use the contract; waivers and thresholds do not hide anything. Its json
 * is described by governance-rules/changelog.schema.json.
 */
export function writeChangelog(report: ReviewReport, format: ChangelogFormat): string {
  const sections = sectionsOf(report);
  if (format === "json")
    return `${JSON.stringify({ schemaVersion: "1", sections: sections.map(toData) }, undefined, 2)}\n`;
  const isMarkdown = format === "markdown";
  if (sections.length === 0) return isMarkdown ? "Nothing that clients see has changed.\n" : "no changes\n";
  const blocks = sections.map(({ title, changes }) =>
    [isMarkdown ? `### ${title}\n` : title, ...changes.map((change) => line(change, isMarkdown)), ""].join("\n"),
  );
  return blocks.join("\n");
}

function sectionsOf({ entries }: ReviewReport): ChangelogSection[] {
  const groups: readonly [string, (entry: ReviewEntry) => boolean][] = [
    ["Breaking", ({ verdict }) => verdict === "breaking"],
    ["Not proven compatible", ({ verdict }) => verdict === "undecided"],
    ["To be looked at", ({ verdict, severity }) => verdict === "compatible" && severity !== "INFO"],
    ["Compatible", ({ verdict, severity }) => verdict === "compatible" && severity === "INFO"],
  ];
  const sections = groups.map(([title, isIn]) => ({ title, changes: entries.filter(isIn) }));
  return sections.filter(({ changes }) => changes.length > 0);
}

function line({ message, affects, rule, remedy, verdict }: ReviewEntry, isMarkdown: boolean): string {
  const users = affects.length === 0 ? "" : `: ${affects.join(", ")}`;
  const advice = verdict === "breaking" && remedy !== undefined ? ` ${remedy}` : "";
  if (!isMarkdown) return `  ${message}${users} [${rule}]`;
  return `- ${escaped(`${message}${users}.${advice}`)} \`${rule}\``;
}

function escaped(text: string): string {
  return text
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_[\]|]/g, String.raw`\$&`)
    .replaceAll(/\s*\n\s*/g, " ");
}

function toData({ title, changes }: ChangelogSection): object {
  return {
    title,
    changes: changes.map(({ rule, severity, verdict, message, affects, fingerprint }) => {
      return { rule, severity, verdict, message, affects, fingerprint };
    }),
  };
}
