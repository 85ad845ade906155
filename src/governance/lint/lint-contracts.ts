import type { Clock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import { type BundleLimits, defaultBundleLimits } from "../intake/bundle-limits.js";
import { type ContractSource, sizeFinding } from "../intake/load-contract-bundle.js";
import type { SandboxPool } from "../sandbox/sandbox-pool.js";
import { applyWaivers } from "./apply-waivers.js";
import type { LintCache } from "./lint-cache.js";
import type { LintJob, LintJobResult } from "./lint-job.js";
import type { LintFinding, LintReport } from "./lint-report.js";
import type { LintRuleset } from "./lint-ruleset.js";
import { rulesNotRun } from "./rules-not-run.js";
import { unfinishedResult } from "./unfinished-result.js";

export interface LintOptions {
  readonly sandbox: SandboxPool;
  /** Tells whether a waiver is still in force. */
  readonly clock: Clock;
  readonly limits?: BundleLimits;
  readonly cache?: LintCache;
  /** Rules of the organisation as YAML text; data only, never trusted. */
  readonly uploadedRuleset?: string;
}

/**
 * Judges contracts together under a ruleset, in the sandbox. Never rejects because of a contract or an uploaded
 * ruleset: what cannot be read, ends the sandbox or keeps a rule from running is a finding, and the verdict `failed`.
 */
export async function lintContracts(
  sources: readonly ContractSource[],
  ruleset: LintRuleset,
  options: LintOptions,
): Promise<LintReport> {
  const limits = options.limits ?? defaultBundleLimits;
  const result = await judged(sources, ruleset, options, limits);
  const all = [...result.findings, ...rulesNotRun(result, ruleset)];
  const today = options.clock.now().toISOString().slice(0, 10);
  const findings = applyWaivers(all, ruleset.profile.waivers, today).toSorted(inReadingOrder);
  const counted = findings.filter(({ waiver }) => waiver === undefined);
  const count = (severity: LintFinding["severity"]): number => counted.filter((f) => f.severity === severity).length;
  const counts = {
    error: count("ERROR"),
    warn: count("WARN"),
    info: count("INFO"),
    waived: findings.length - counted.length,
  };
  return {
    profile: ruleset.profile.name,
    rulesetDigest: ruleset.digest,
    contracts: result.contracts,
    findings,
    rules: result.rules,
    counts,
    verdict: counts.error === 0 ? "passed" : "failed",
  };
}

/** Sizes are judged here and first: hashing and sending what is too large would cost what the limit is there to save. */
async function judged(
  sources: readonly ContractSource[],
  ruleset: LintRuleset,
  options: LintOptions,
  limits: BundleLimits,
): Promise<LintJobResult> {
  const oversize = sources.flatMap((source): LintFinding[] => {
    const finding = sizeFinding(source, limits);
    return finding === undefined ? [] : [{ ...finding, contract: source.entry }];
  });
  const refused = new Set(oversize.map(({ contract }) => contract));
  const accepted = sources.filter(({ entry }) => !refused.has(entry));
  const result = await cachedResult(accepted, ruleset, options, limits);
  const unread = [...refused].map((entry) => ({ entry, format: undefined, digest: undefined }));
  return {
    contracts: [...result.contracts, ...unread],
    findings: [...result.findings, ...oversize],
    rules: result.rules,
  };
}

/** The key is made of the files and not of the bundle's digest, because places of findings depend on layout too. */
async function cachedResult(
  sources: readonly ContractSource[],
  ruleset: LintRuleset,
  options: LintOptions,
  limits: BundleLimits,
): Promise<LintJobResult> {
  if (sources.length === 0) return { contracts: [], findings: [], rules: [] };
  const files = sources.flatMap(({ entry, files: texts }) => [entry, ...[...texts].flat()]);
  const parts = [ruleset.digest, options.uploadedRuleset ?? "", JSON.stringify(limits), ...files];
  const key = sha256Hex(parts.map((part) => sha256Hex(part)).join("\n"));
  const known = options.cache?.get(key);
  if (known !== undefined) return known;
  const outcome = await options.sandbox.run(sources, { kind: "lint", job: jobOf(ruleset, options, limits) });
  // A sandbox that ended early may end differently next time, therefore only answers are kept.
  if (outcome.kind !== "done") return unfinishedResult(sources, outcome);
  const result = outcome.answer as LintJobResult;
  options.cache?.set(key, result);
  return result;
}

/** Examples of rules are for tests and pages; the sandbox does without. */
function jobOf(ruleset: LintRuleset, options: LintOptions, limits: BundleLimits): Omit<LintJob, "sources"> {
  const rules = ruleset.rules.map((rule) => ({ ...rule, examples: { good: [], bad: [] } }));
  const job = { rules, profile: ruleset.profile, limits };
  return options.uploadedRuleset === undefined ? job : { ...job, uploadedRuleset: options.uploadedRuleset };
}

const WEIGHT = { ERROR: 0, WARN: 1, INFO: 2 };

/** By contract, weight, file and place, so that two runs print the same text. */
function inReadingOrder(left: LintFinding, right: LintFinding): number {
  return (
    compare(left.contract, right.contract) ||
    WEIGHT[left.severity] - WEIGHT[right.severity] ||
    compare(left.file, right.file) ||
    left.line - right.line ||
    left.column - right.column ||
    compare(left.code, right.code) ||
    compare(left.pointer, right.pointer) ||
    compare(left.message, right.message)
  );
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
