import type { ContractFormat } from "../intake/contract-format.js";
import type { LocatedFinding } from "../intake/intake-finding.js";

/** An accepted deviation; it ends, and then the finding counts again. */
export interface LintWaiver {
  readonly rule: string;
  /** Entry file of the contract as the caller names it. */
  readonly contract: string;
  /** JSON pointer of the finding; everything below it is waived too. */
  readonly pointer: string;
  readonly owner: string;
  readonly reason: string;
  /** Last day it holds, RFC 3339 full-date, in UTC. */
  readonly ends: string;
}

/** A finding about one contract; `code` is the rule's id, or a code of the catalogue when the contract was not read. */
export interface LintFinding extends LocatedFinding {
  /** Entry file of the contract. */
  readonly contract: string;
  /** Present when a waiver in force covers the finding; it then does not count. */
  readonly waiver?: LintWaiver;
}

/**
 * What a rule did on one contract. `ran` with 0 nodes says that the contract has no such part; `failed` and
 * `not-run` fail the lint as RULE_NOT_RUN.
 */
export interface RuleRun {
  readonly rule: string;
  readonly contract: string;
  readonly status: "ran" | "not-applicable" | "off" | "failed" | "not-run";
  /** How many places the rule judged. */
  readonly nodes: number;
  /** Why it is off, not applicable or failed. */
  readonly reason?: string;
}

export interface LintedContract {
  readonly entry: string;
  readonly format: ContractFormat | undefined;
  /** Digest of the bundle; undefined when it could not be read. */
  readonly digest: string | undefined;
}

export interface LintReport {
  readonly profile: string;
  /** SHA-256 over rules, functions, profile and package versions: the same digest judges the same. */
  readonly rulesetDigest: string;
  readonly contracts: readonly LintedContract[];
  readonly findings: readonly LintFinding[];
  readonly rules: readonly RuleRun[];
  readonly counts: { readonly error: number; readonly warn: number; readonly info: number; readonly waived: number };
  /** `passed` when no finding of severity ERROR counts. */
  readonly verdict: "passed" | "failed";
}
