import { sha256Hex } from "../../kernel/hash.js";
import type { LintFinding, LintReport } from "../lint/lint-report.js";
import type { LintRule } from "../lint/lint-rule.js";
import type { WaiverPolicy } from "./apply-review-waivers.js";
import { assembleReport, type UnjudgedEntry } from "./assemble-report.js";
import { excerptOf, type SourceTexts } from "./excerpt.js";
import { operationOfPointer } from "./operation-of-pointer.js";
import type { FailOn, ReviewEntry, ReviewReport, ReviewRule, ReviewSubject } from "./review-report.js";
import { waiverCommandOf } from "./waiver-command.js";

/** What a lint report is written with. */
export interface LintReview {
  readonly rules: readonly LintRule[];
  /** Texts of all contracts, for the lines around a finding. */
  readonly texts: SourceTexts;
  readonly failOn: FailOn;
  readonly policy: WaiverPolicy;
  readonly date?: string;
}

/** A lint as the report that every format is written from. */
export function reviewLint(lint: LintReport, { rules, texts, failOn, policy, date }: LintReview): ReviewReport {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const entries = lint.findings.map((finding) => entryOf(finding, byId.get(finding.code), texts));
  return assembleReport(
    {
      kind: "lint",
      profile: lint.profile,
      failOn,
      ...(date === undefined ? {} : { date }),
      subjects: lint.contracts.map(subjectOf),
      isUnreadable: lint.contracts.some(({ digest }) => digest === undefined),
      entries,
      rules: rulesOf(lint, byId),
      notes: [],
    },
    policy,
  );
}

function subjectOf({ entry, format, digest }: LintReport["contracts"][number]): ReviewSubject {
  return {
    role: "contract",
    name: entry,
    ...(format === undefined ? {} : { format }),
    ...(digest === undefined ? {} : { digest }),
  };
}

function entryOf(
  finding: LintFinding,
  rule: LintRule | undefined,
  texts: SourceTexts,
): UnjudgedEntry & Pick<ReviewEntry, "waiver"> {
  const { code, severity, message, pointer, fix, file, line, column, contract } = finding;
  const fingerprint = sha256Hex(JSON.stringify([code, contract, pointer, ...(rule === undefined ? [message] : [])]));
  const excerpt = excerptOf(texts, file, line);
  const isOfRule = finding.check === "lint" && code !== "RULE_NOT_RUN" && code !== "WAIVER_UNUSED";
  return {
    rule: code,
    severity,
    verdict: code === "RULE_NOT_RUN" ? "not-run" : "finding",
    message,
    ...(rule === undefined ? {} : { why: rule.why }),
    ...(fix === undefined ? {} : { remedy: fix }),
    affects: operationOfPointer(pointer),
    place: { file, line, column, pointer },
    ...(excerpt === undefined ? {} : { excerpt }),
    fingerprint,
    ...(isOfRule ? { waiverCommand: waiverCommandOf(code, fingerprint, false) } : {}),
    ...(finding.waiver === undefined ? {} : { waiver: { fingerprint, ...waiverParts(finding.waiver) } }),
  };
}

function waiverParts({ owner, reason, ends }: NonNullable<LintFinding["waiver"]>) {
  return { owner, reason, ends };
}

/** A rule over several contracts counts by the worst it did: one contract that it did not judge is not judged. */
const STATUS_ORDER = ["not-run", "ran", "not-applicable", "off"] as const;

function rulesOf({ rules }: LintReport, byId: ReadonlyMap<string, LintRule>): ReviewRule[] {
  const outcomes = new Map<string, Pick<ReviewRule, "status" | "reason">>();
  for (const { rule, status, reason } of rules) {
    const own = status === "failed" ? "not-run" : status;
    const known = outcomes.get(rule);
    if (known !== undefined && STATUS_ORDER.indexOf(known.status) <= STATUS_ORDER.indexOf(own)) continue;
    outcomes.set(rule, { status: own, ...(reason === undefined ? {} : { reason }) });
  }
  return [...outcomes]
    .map(([id, outcome]) => {
      const { title = id, why = "", fix = "" } = byId.get(id) ?? {};
      return { id, title, why, remedy: fix, ...outcome };
    })
    .toSorted((left, right) => (left.id < right.id ? -1 : 1));
}
