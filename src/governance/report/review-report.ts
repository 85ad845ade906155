import type { FindingSeverity } from "../../kernel/finding.js";

/** A place in a file of a contract; line and column count from 1. */
export interface ReviewPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** RFC 6901; empty for the document itself. */
  readonly pointer: string;
}

/** Lines around a place, as they stand in the file. */
export interface ReviewExcerpt {
  readonly file: string;
  readonly firstLine: number;
  /** The line that the finding is about. */
  readonly markedLine: number;
  readonly lines: readonly string[];
}

/** Something concrete that one contract accepts and the other refuses. */
export interface ReviewWitness {
  readonly kind: "value" | "exchange";
  readonly payload: unknown;
  readonly acceptedBy: "base" | "revision";
  readonly rejectedBy: "base" | "revision";
  /** Where in the payload the changed place is, RFC 6901. */
  readonly pointer: string;
  readonly errors: readonly { readonly pointer: string; readonly keyword: string; readonly message: string }[];
}

/**
 * Who uses what a change touches. `unknown` (a gateway was asked and cannot tell) and `not-asked` are answers of their own
 * and never read as "nobody", which is `unused`.
 */
export interface ReviewImpact {
  readonly status: "used" | "unused" | "unknown" | "not-asked";
  /** One sentence: who, how often, since when, or why it is not known. */
  readonly statement: string;
  readonly users: readonly { readonly client: string; readonly calls: number }[];
}

/** An accepted deviation, bound to the fingerprint of a finding. */
export interface ReviewWaiver {
  readonly fingerprint: string;
  readonly owner: string;
  /** Somebody other than the owner; needed where the finding is a break or a doubt about one. */
  readonly approvedBy?: string;
  readonly reason: string;
  /** Last day it holds, RFC 3339 full-date, in UTC. */
  readonly ends: string;
}

/**
 * What is said: `breaking` and `undecided` of two versions, `not-run` of something that could not be judged, `finding`
 * of one contract, `compatible` of a difference that hurts nobody.
 */
export type ReviewVerdict = "breaking" | "undecided" | "compatible" | "finding" | "not-run";

/** One cause, reported once, with everything it touches. */
export interface ReviewEntry {
  readonly rule: string;
  readonly severity: FindingSeverity;
  readonly verdict: ReviewVerdict;
  /** True when this entry alone fails the report. */
  readonly isBlocking: boolean;
  readonly message: string;
  readonly why?: string;
  readonly remedy?: string;
  /** Operations and messages, sorted: `POST /orders`, `send orderReleased`. */
  readonly affects: readonly string[];
  readonly place: ReviewPlace;
  /** The same place in the older contract. */
  readonly basePlace?: ReviewPlace;
  readonly excerpt?: ReviewExcerpt;
  readonly baseExcerpt?: ReviewExcerpt;
  /** Of a break: shown by a witness, or derived by a rule. */
  readonly certainty?: "proven-breaking" | "derived-breaking";
  readonly witness?: ReviewWitness;
  /** Why there is no witness. */
  readonly witnessGap?: string;
  readonly impact?: ReviewImpact;
  /** SHA-256; survives new wording and moved lines. What a waiver is bound to. */
  readonly fingerprint: string;
  readonly waiver?: ReviewWaiver;
  /** Command line that accepts the finding; absent where nothing can be waived. */
  readonly waiverCommand?: string;
}

/** What one rule did; `not-run` fails the report. */
export interface ReviewRule {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  readonly status: "ran" | "not-applicable" | "off" | "not-run";
  /** Why it is off or did not run. */
  readonly reason?: string;
}

/** A contract that was judged. */
export interface ReviewSubject {
  readonly role: "contract" | "base" | "revision";
  /** As the caller named it. */
  readonly name: string;
  readonly format?: string;
  /** SHA-256 of the bundle; absent when it could not be read. */
  readonly digest?: string;
}

export interface ReviewCounts {
  readonly blocking: number;
  readonly error: number;
  readonly warn: number;
  readonly info: number;
  readonly undecided: number;
  readonly waived: number;
}

/**
 * What every format is written from; published as governance-rules/report.schema.json. It holds no time of its own:
 * equal inputs give equal bytes.
 */
export interface ReviewReport {
  readonly schemaVersion: "1";
  readonly kind: "lint" | "diff" | "promotion";
  readonly profile: string;
  /** The least severity that blocks; `none` lets everything pass that could be judged. */
  readonly failOn: FailOn;
  /** The day that waivers and sunsets were judged for, when the caller named one. */
  readonly date?: string;
  readonly subjects: readonly ReviewSubject[];
  /** `unreadable` when a contract could not be judged at all. */
  readonly verdict: "passed" | "failed" | "undecided" | "unreadable";
  /** One sentence for people. */
  readonly summary: string;
  readonly counts: ReviewCounts;
  /** Worst first. */
  readonly entries: readonly ReviewEntry[];
  readonly rules: readonly ReviewRule[];
  /** What else a reader must know, such as how hard the verdicts were attacked. */
  readonly notes: readonly string[];
}

/** The least severity that blocks. */
export type FailOn = "error" | "warn" | "info" | "none";
