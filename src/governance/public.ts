export { compareContracts, type ComparisonOptions } from "./breaking/compare-contracts.js";
export type { Change, ChangeVerdict, ContractComparison } from "./breaking/change.js";
export { describeBreakingRules } from "./breaking/describe-breaking-rules.js";
export { loadBreakingRules } from "./breaking/load-rules.js";
export { builtInProfile, type BreakingProfile } from "./breaking/profile.js";
export { RuleBook } from "./breaking/rule-book.js";
export { type BundleLimits, defaultBundleLimits } from "./intake/bundle-limits.js";
export { bundleRootOf } from "./intake/bundle-root.js";
export { collectContractFiles, contractFileNamesIn } from "./intake/collect-contract-files.js";
export { type ContractFormat, contractFamilyOf, contractFormatOf } from "./intake/contract-format.js";
export type { IntakeCode, LocatedFinding } from "./intake/intake-finding.js";
export type { JsonObject, JsonValue } from "./intake/json-value.js";
export {
  type ContractBundle,
  type ContractSource,
  digestOf,
  type LoadedContract,
  loadContractBundle,
} from "./intake/load-contract-bundle.js";
export { PositionIndex, pointerOf, type SourcePosition } from "./intake/source-position.js";
export type { LintCache } from "./lint/lint-cache.js";
export { RecentLintCache } from "./lint/lint-cache.js";
export { lintContracts, type LintOptions } from "./lint/lint-contracts.js";
export type { LintProfile } from "./lint/lint-profile.js";
export type { LintedContract, LintFinding, LintReport, LintWaiver, RuleRun } from "./lint/lint-report.js";
export type { LintRule } from "./lint/lint-rule.js";
export { lintProfileNames, type LintRuleset, loadLintRuleset } from "./lint/lint-ruleset.js";
export { loadInSandbox, type SandboxedContract } from "./sandbox/load-in-sandbox.js";
export { defaultSandboxLimits, type SandboxLimits } from "./sandbox/sandbox-limits.js";
export { SandboxPool, type SandboxPoolOptions } from "./sandbox/sandbox-pool.js";
export { describeLintRules } from "./lint/describe-lint-rules.js";
export { contractRegExp } from "./patterns/contract-reg-exp.js";
export { exportSpectralRuleset } from "./lint/export-spectral-ruleset.js";
export { PROFILE_NAMES as breakingProfileNames } from "./breaking/severity.js";
export type { WaiverPolicy } from "./report/apply-review-waivers.js";
export { isFullDate, readReviewWaivers } from "./report/read-review-waivers.js";
export { type ImpactOf, type ReviewedContract, reviewDiff, type Touch } from "./report/review-diff.js";
export { type GateReason, reviewPromotion } from "./report/review-promotion.js";
export { type ChangelogFormat, writeChangelog } from "./report/write-changelog.js";
export { reviewLint } from "./report/review-lint.js";
export type {
  FailOn,
  ReviewEntry,
  ReviewImpact,
  ReviewReport,
  ReviewWaiver,
  ReviewWitness,
} from "./report/review-report.js";
export { reviewUnreadable, type UnreadContract } from "./report/review-unreadable.js";
export { REPORT_FORMATS, type ReportFormat, writeReport } from "./report/write-report.js";
export { proveComparison } from "./witness/prove-comparison.js";
export type { WitnessedComparison } from "./witness/witness.js";
