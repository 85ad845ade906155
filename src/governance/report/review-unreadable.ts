import { sha256Hex } from "../../kernel/hash.js";
import type { LocatedFinding } from "../intake/intake-finding.js";
import { assembleReport, type UnjudgedEntry } from "./assemble-report.js";
import { excerptOf } from "./excerpt.js";
import type { ReviewedContract } from "./review-diff.js";
import type { FailOn, ReviewReport } from "./review-report.js";

/** A contract and what keeps it from being compared; nothing for one that can be read. */
export interface UnreadContract extends ReviewedContract {
  readonly findings: readonly LocatedFinding[];
}

/** The report of a comparison that could not be made, because a contract could not be read. */
export function reviewUnreadable(contracts: readonly UnreadContract[], profile: string, failOn: FailOn): ReviewReport {
  return assembleReport(
    {
      kind: "diff",
      profile,
      failOn,
      subjects: contracts.map(({ subject }) => subject),
      isUnreadable: true,
      entries: contracts.flatMap((contract) => contract.findings.map((finding) => entryOf(finding, contract))),
      rules: [],
      notes: ["No rule ran."],
    },
    { waivers: [], today: "" },
  );
}

function entryOf(finding: LocatedFinding, { texts, subject }: UnreadContract): UnjudgedEntry {
  const { code, severity, message, pointer, fix, file, line, column } = finding;
  const excerpt = excerptOf(texts, file, line);
  return {
    rule: code,
    severity,
    verdict: "not-run",
    message: `${subject.role}: ${message}`,
    ...(fix === undefined ? {} : { remedy: fix }),
    affects: [],
    place: { file, line, column, pointer },
    ...(excerpt === undefined ? {} : { excerpt }),
    fingerprint: sha256Hex(JSON.stringify([code, subject.role, file, pointer, message])),
  };
}
