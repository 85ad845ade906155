import type { LintSeverity } from "./lint-rule.js";
import type { LintWaiver } from "./lint-report.js";

/** Rules that come with a package, next to our own. */
export type RuleCollection = "interlock" | "spectral-oas" | "spectral-asyncapi" | "owasp";

/** How severe one rule is in a profile; whoever turns a rule off or down says why. */
export interface ProfileSeverity {
  readonly severity: LintSeverity;
  readonly reason: string;
}

/** governance-rules/profiles/<name>.yaml: which rules count how much, and which deviations are accepted until when. */
export interface LintProfile {
  readonly name: string;
  readonly title: string;
  readonly include: readonly RuleCollection[];
  readonly severities: Readonly<Record<string, ProfileSeverity>>;
  readonly waivers: readonly LintWaiver[];
}
