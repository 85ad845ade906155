import { sha256Hex } from "../../../kernel/hash.js";
import type { ReviewEntry, ReviewReport } from "../review-report.js";
import { labelOf } from "./entry-text.js";

/** GitLab's code quality report: an array of issues in the form of Code Climate. */
export function writeGitlab({ kind, entries }: ReviewReport): string {
  const issues = entries
    .filter(({ waiver }) => waiver === undefined)
    .map((entry) => ({
      type: "issue",
      check_name: entry.rule,
      description: `${labelOf(entry)}: ${entry.message}`,
      // GitLab drops issues with equal fingerprints, and one cause may stand at several places.
      fingerprint: sha256Hex([kind, entry.fingerprint, entry.place.file, entry.place.pointer].join("\n")),
      severity: severityOf(entry),
      location: { path: entry.place.file, lines: { begin: entry.place.line } },
    }));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}

function severityOf({ isBlocking, severity }: ReviewEntry): string {
  if (isBlocking) return "blocker";
  return { ERROR: "critical", WARN: "minor", INFO: "info" }[severity];
}
