import type { ReviewEntry, ReviewReport } from "../review-report.js";
import { labelOf, payloadText, placeText, rulesText, subjectsText, waiverText, witnessText } from "./entry-text.js";

/** For a terminal: what blocks first, and last the verdict, where the eye is when a command ends. */
export function writeText(report: ReviewReport): string {
  const facts = [
    ...report.notes,
    ...(report.rules.length === 0 ? [] : [`Rules: ${rulesText(report)}.`]),
    `Profile ${report.profile}${report.date === undefined ? "" : `, judged for ${report.date}`}.`,
  ];
  return `${[subjectsText(report), "", ...report.entries.flatMap(entryLines), ...facts, "", report.summary].join("\n")}\n`;
}

function entryLines(entry: ReviewEntry): string[] {
  const detail = (name: string, text: string | undefined): string[] =>
    text === undefined ? [] : [`  ${name.padEnd(8)} ${text.replaceAll("\n", `\n${" ".repeat(11)}`)}`];
  const { place, rule, message, affects, witness, impact } = entry;
  return [
    `${labelOf(entry)}  ${rule}  ${placeText(place)}`,
    `  ${message}`,
    ...detail("affects", affects.length === 0 ? undefined : affects.join(", ")),
    ...detail("why", entry.why),
    ...detail("witness", witnessText(entry) ?? (entry.witnessGap && `none: ${entry.witnessGap}`)),
    ...(witness === undefined ? [] : detail("", payloadText(witness.payload))),
    ...detail("users", impact?.statement),
    ...detail("remedy", entry.remedy),
    ...detail("waived", waiverText(entry)),
    ...detail("waive", entry.isBlocking ? entry.waiverCommand : undefined),
    "",
  ];
}
