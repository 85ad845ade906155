import type { BundleLimits } from "../intake/bundle-limits.js";
import type { LintProfile } from "./lint-profile.js";
import type { LintedContract, LintFinding, RuleRun } from "./lint-report.js";
import type { LintRule } from "./lint-rule.js";

/** Files of a contract as they travel to the sandbox. */
export interface SourceFiles {
  readonly entry: string;
  readonly files: readonly (readonly [name: string, text: string])[];
}

/** Everything one lint needs, as plain data: the sandbox opens no rule file and no contract. */
export interface LintJob {
  readonly sources: readonly SourceFiles[];
  readonly rules: readonly LintRule[];
  readonly profile: LintProfile;
  readonly limits: BundleLimits;
  /** A ruleset somebody uploaded: YAML text, never trusted. */
  readonly uploadedRuleset?: string;
}

/** What the sandbox answers; waivers, counts and the verdict are the caller's. */
export interface LintJobResult {
  readonly contracts: readonly LintedContract[];
  readonly findings: readonly LintFinding[];
  readonly rules: readonly RuleRun[];
}
