import type { BreakingRule } from "../breaking/rule.js";
import type { RuleBook } from "../breaking/rule-book.js";
import type { SourcePosition } from "../breaking/contract-document.js";
import { sha256Hex } from "../../kernel/hash.js";
import type { EngineDefect, SamplerRun, WitnessedChange, WitnessedComparison } from "../witness/witness.js";
import type { WaiverPolicy } from "./apply-review-waivers.js";
import { assembleReport, type UnjudgedEntry } from "./assemble-report.js";
import { excerptOf, type SourceTexts } from "./excerpt.js";
import type { FailOn, ReviewImpact, ReviewPlace, ReviewReport, ReviewRule, ReviewSubject } from "./review-report.js";
import { waiverCommandOf } from "./waiver-command.js";

/** One of the compared contracts: how it is called and the texts it was read from. */
export interface ReviewedContract {
  readonly subject: ReviewSubject;
  readonly entry: string;
  readonly texts: SourceTexts;
}

/** What a diff report is written with. */
export interface DiffReview {
  readonly base: ReviewedContract;
  readonly revision: ReviewedContract;
  readonly rules: RuleBook;
  readonly failOn: FailOn;
  readonly policy: WaiverPolicy;
  readonly date?: string;
  /** Who uses what a change touches; asked for everything that is not compatible, and absent when no gateway was named. */
  readonly impactOf?: ImpactOf;
}

/** What usage is asked about; every change is one. */
export type Touch = Pick<WitnessedChange, "rule" | "view" | "touches"> & { readonly fact: { readonly change: string } };

export type ImpactOf = (touch: Touch) => ReviewImpact;

const NOT_ASKED: ReviewImpact = {
  status: "not-asked",
  statement: "Not asked: no gateway was named, by --usage or a base registry:….",
  users: [],
};

/** A comparison as the report that every format is written from. */
export function reviewDiff(comparison: WitnessedComparison, review: DiffReview): ReviewReport {
  const { base, revision, rules, failOn, policy, date } = review;
  return assembleReport(
    {
      kind: "diff",
      profile: comparison.profile,
      failOn,
      ...(date === undefined ? {} : { date }),
      subjects: [base.subject, revision.subject],
      isUnreadable: false,
      entries: [
        ...comparison.changes.map((change) => changeEntry(change, review)),
        ...comparison.defects.map((defect) => defectEntry(defect, review)),
      ],
      rules: rules.all.map(ruleOf),
      notes: [samplerNote(comparison.sampler)],
    },
    policy,
  );
}

function changeEntry(change: WitnessedChange, review: DiffReview): UnjudgedEntry {
  const { ruleId, verdict, fingerprint, fact } = change;
  const isGrave = verdict !== "compatible";
  return {
    rule: ruleId,
    severity: change.severity,
    verdict,
    message: change.message + (fact.note === undefined || change.message.includes(fact.note) ? "" : ` (${fact.note})`),
    ...(isGrave ? { why: review.rules.rule(change.rule).why } : {}),
    ...(isGrave || change.severity === "WARN" ? { remedy: change.remedy } : {}),
    affects: change.affects,
    ...placesOf(change, review),
    ...(change.certainty === undefined ? {} : { certainty: change.certainty }),
    ...(change.witness === undefined ? {} : { witness: change.witness }),
    ...(change.witnessGap === undefined ? {} : { witnessGap: change.witnessGap }),
    ...(isGrave && !isAboutWhole(change.affects) ? { impact: review.impactOf?.(change) ?? NOT_ASKED } : {}),
    fingerprint,
    waiverCommand: waiverCommandOf(ruleId, fingerprint, isGrave),
  };
}

/** A rule about the contract as a whole, such as its version number, touches nothing that anybody sends or reads. */
const isAboutWhole = (affects: readonly string[]): boolean => affects.every((user) => user === "contract");

function placesOf({ fact, basePosition, revisionPosition }: WitnessedChange, { base, revision }: DiffReview) {
  const place = placeOf(revisionPosition, revision, fact.revision.pointer);
  const basePlace = placeOf(basePosition, base, fact.base.pointer);
  const excerpt = excerptOf(revision.texts, place.file, place.line);
  const baseExcerpt = excerptOf(base.texts, basePlace.file, basePlace.line);
  return {
    place,
    basePlace,
    ...(excerpt === undefined ? {} : { excerpt }),
    ...(baseExcerpt === undefined ? {} : { baseExcerpt }),
  };
}

function placeOf(position: SourcePosition | undefined, { entry }: ReviewedContract, pointer: string): ReviewPlace {
  return { ...(position ?? { file: entry, line: 1, column: 1 }), pointer };
}

/** A pair that the rules hold to be compatible and a value shows not to be; it blocks like any break. */
function defectEntry(defect: EngineDefect, { revision, impactOf }: DiffReview): UnjudgedEntry {
  const { location, basePointer, revisionPointer, affects, witness } = defect;
  const fingerprint = sha256Hex(JSON.stringify(["engine-defect", location, basePointer, revisionPointer]));
  return {
    rule: "engine-defect",
    severity: "ERROR",
    verdict: "breaking",
    message: `The rules found no break at ${revisionPointer || "the root"}, but a sampled value shows one.`,
    remedy: "Report the two contracts to the makers of Interlock, and mend the contract by what the value shows.",
    affects,
    place: placeOf(undefined, revision, revisionPointer),
    certainty: "proven-breaking",
    witness,
    impact: impactOf?.(touchOf(defect)) ?? NOT_ASKED,
    fingerprint,
    waiverCommand: waiverCommandOf("engine-defect", fingerprint, true),
  };
}

/** Every call of what a defect affects counts: where in its bodies it strikes is not known. */
function touchOf({ affects }: EngineDefect): Touch {
  const touches = affects.map((operation) => ({ operation, fieldPaths: [] }));
  return { rule: "engine-defect", view: "request", touches, fact: { change: "narrowed" } };
}

function ruleOf({ id, title, why, remedy }: BreakingRule): ReviewRule {
  return { id, title, why, remedy, status: "ran" };
}

function samplerNote({ pairs, samples, pairsNotRun }: SamplerRun): string {
  if (pairs === 0) return "No pair of differing schemas was held to be compatible, so none was attacked with values.";
  const left = pairsNotRun === 0 ? "" : ` ${pairsNotRun} of them were not attacked.`;
  return `${pairs} pairs of differing schemas are held to be compatible; ${samples} values were tried against them.${left}`;
}
