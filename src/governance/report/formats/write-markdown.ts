import type { ReviewEntry, ReviewReport } from "../review-report.js";
import { labelOf, payloadText, placeText, rulesText, subjectsText, waiverText, witnessText } from "./entry-text.js";

/** GitHub refuses comments of more than 65,536 characters; the rest is room for what a bot adds. */
const CHARACTERS_MAX = 60_000;
/** Kept free for the sentence that says what was cut. */
const CUT_NOTICE_LENGTH_MAX = 200;

/**
 * For a comment on a pull request. The hidden first line lets a bot find and replace its comment of the last run; the
 * kind is part of it, so that the comments of lint and diff stay apart.
 */
export function writeMarkdown(report: ReviewReport): string {
  const head = headOf(report);
  const foot = footOf(report);
  let room = CHARACTERS_MAX - CUT_NOTICE_LENGTH_MAX - head.length - foot.length;
  const sections: string[] = [];
  for (const section of report.entries.map(entrySection)) {
    room -= section.length + 1;
    if (room < 0) break;
    sections.push(section);
  }
  const left = report.entries.length - sections.length;
  const notice =
    left === 0
      ? []
      : [`**${left} of ${report.entries.length} entries are cut here;** the json and html reports have all.\n`];
  return [head, ...sections, ...notice, foot].join("\n");
}

/** The marker by which the comment of an earlier run is found. */
function headOf(report: ReviewReport): string {
  const sign = report.verdict === "passed" ? "✅" : "⛔";
  const titles = { lint: "Contract lint", diff: "Contract changes", promotion: "Promotion" };
  return [
    `<!-- interlock:report:${report.kind} -->`,
    `## ${sign} ${titles[report.kind]}`,
    "",
    `**${escaped(report.summary)}**`,
    "",
    escaped(subjectsText(report)).slice(0, 5000),
    "",
  ].join("\n");
}

function footOf(report: ReviewReport): string {
  const rules = report.rules.length === 0 ? "" : ` · rules: ${rulesText(report)}`;
  const date = report.date === undefined ? "" : ` · judged for ${report.date}`;
  const notes = report.notes.map((note) => `${escaped(note)}\n`);
  return [...notes, `<sub>Interlock · profile ${escaped(report.profile)}${rules}${date}</sub>`, ""].join("\n");
}

function entrySection(entry: ReviewEntry): string {
  const { rule, message, place, affects, impact, witness } = entry;
  const item = (name: string, text: string | undefined): string[] =>
    text === undefined ? [] : [`- **${name}:** ${escaped(text)}`];
  const command = entry.isBlocking ? entry.waiverCommand : undefined;
  return [
    `### ${MARKS[labelOf(entry)] ?? "⚪"} ${labelOf(entry)}: \`${rule}\``,
    "",
    escaped(message),
    "",
    `- **At:** \`${placeText(place)}\``,
    ...item("Affects", affects.length === 0 ? undefined : affects.join(", ")),
    ...item("Why", entry.why),
    ...item("Users", impact?.statement),
    ...item("Remedy", entry.remedy),
    ...item("Waived", waiverText(entry)),
    ...item(
      "Witness",
      witness === undefined && entry.witnessGap !== undefined ? `none: ${entry.witnessGap}` : undefined,
    ),
    "",
    ...(witness === undefined
      ? []
      : details("Witness", `${escaped(witnessText(entry) ?? "")}\n\n${fenced("json", payloadText(witness.payload))}`)),
    ...(command === undefined ? [] : details("Waive", fenced("sh", command))),
  ].join("\n");
}

const MARKS: Readonly<Record<string, string>> = {
  "breaking, proven": "🔴",
  breaking: "🔴",
  error: "🔴",
  undecided: "🟣",
  "not run": "🟣",
  warning: "🟡",
};

function details(title: string, body: string): string[] {
  return [`<details><summary>${title}</summary>`, "", body, "", "</details>", ""];
}

/** A fence longer than any inside, so that a payload cannot end it. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Contracts are written by others: their text must not become markup, a link, a mention or a marker. */
function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", "@\u200b")
    .replaceAll(/[\\`*_[\]|#!~]/g, String.raw`\$&`)
    .replaceAll(/\s*\n\s*/g, " ");
}
