import { applyReviewWaivers, type WaiverPolicy } from "./apply-review-waivers.js";
import type { FailOn, ReviewCounts, ReviewEntry, ReviewReport } from "./review-report.js";
import { summaryOf } from "./summary.js";

/** An entry before waivers and the threshold are applied to it. */
export type UnjudgedEntry = Omit<ReviewEntry, "isBlocking" | "waiver">;

/** A report before its verdict. */
export interface UnjudgedReport extends Pick<
  ReviewReport,
  "kind" | "profile" | "failOn" | "date" | "subjects" | "rules" | "notes"
> {
  readonly entries: readonly (UnjudgedEntry & Pick<ReviewEntry, "waiver">)[];
  /** True when a contract could not be read. */
  readonly isUnreadable: boolean;
}

const WEIGHT = { ERROR: 0, WARN: 1, INFO: 2 } as const;
const THRESHOLD: Readonly<Record<FailOn, number>> = { error: 0, warn: 1, info: 2, none: -1 };

/** Applies the waivers, decides what blocks, sorts and counts. */
export function assembleReport(unjudged: UnjudgedReport, policy: WaiverPolicy): ReviewReport {
  const { isUnreadable, entries: raw, notes, ...head } = unjudged;
  const waived = applyReviewWaivers(raw, policy);
  const entries = waived.entries
    .map((entry) => ({ ...entry, isBlocking: isBlocking(entry, head.failOn) }))
    .toSorted(worstFirst);
  const counts = countsOf(entries);
  const verdict = isUnreadable ? "unreadable" : verdictOf(entries);
  return {
    schemaVersion: "1",
    ...head,
    verdict,
    summary: summaryOf(head.kind, verdict, counts),
    counts,
    entries,
    notes: [...notes, ...waived.notes],
  };
}

function isBlocking(entry: UnjudgedEntry & Pick<ReviewEntry, "waiver">, failOn: FailOn): boolean {
  return entry.waiver === undefined && WEIGHT[entry.severity] <= THRESHOLD[failOn];
}

/** A doubt that blocks is named as such only when nothing certain blocks as well. */
function verdictOf(entries: readonly ReviewEntry[]): ReviewReport["verdict"] {
  const blocking = entries.filter((entry) => entry.isBlocking);
  if (blocking.length === 0) return "passed";
  return blocking.every(({ verdict }) => verdict === "undecided" || verdict === "not-run") ? "undecided" : "failed";
}

function countsOf(entries: readonly ReviewEntry[]): ReviewCounts {
  const counted = entries.filter(({ waiver }) => waiver === undefined);
  const count = (isWanted: (entry: ReviewEntry) => boolean): number => counted.filter(isWanted).length;
  return {
    blocking: count((entry) => entry.isBlocking),
    error: count(({ severity }) => severity === "ERROR"),
    warn: count(({ severity }) => severity === "WARN"),
    info: count(({ severity }) => severity === "INFO"),
    undecided: count(({ verdict }) => verdict === "undecided" || verdict === "not-run"),
    waived: entries.length - counted.length,
  };
}

function worstFirst(left: ReviewEntry, right: ReviewEntry): number {
  return (
    Number(right.isBlocking) - Number(left.isBlocking) ||
    WEIGHT[left.severity] - WEIGHT[right.severity] ||
    compareText(left.place.file, right.place.file) ||
    left.place.line - right.place.line ||
    left.place.column - right.place.column ||
    compareText(left.rule, right.rule) ||
    compareText(left.fingerprint, right.fingerprint)
  );
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
