import {
  type LintReport,
  type LintRuleset,
  RecentLintCache,
  SandboxPool,
  lintContracts,
  loadLintRuleset,
} from "../../governance/public.js";
import type { Clock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import { entryFileOf } from "../../registry/public.js";
import { bundleTexts } from "./bundle-texts.js";
import type { EvidenceFinding, EvidenceItem, EvidenceProducer, EvidenceSubject } from "./evidence.js";

/**
 * The rules of governance-rules/lint over a candidate, in the sandbox. What is served is read along, because some rules
 * are about several contracts; what they find in those does not count against the candidate.
 */
export class LintEvidence implements EvidenceProducer {
  readonly kind = "LINT";
  readonly #sandbox = new SandboxPool();
  readonly #cache = new RecentLintCache();
  #ruleset: LintRuleset | undefined;

  constructor(private readonly clock: Clock) {}

  rulesetHash(): Promise<string> {
    return Promise.resolve(this.#hash());
  }

  async produce({ candidate, served }: EvidenceSubject): Promise<EvidenceItem> {
    const entry = entryFileOf(candidate.line);
    const others = served.filter(({ bundle }) => entryFileOf(bundle.line) !== entry);
    const sources = [candidate, ...others.map(({ bundle }) => bundle)].map(bundleTexts);
    const report = await lintContracts(sources, this.#rules(), {
      sandbox: this.#sandbox,
      clock: this.clock,
      cache: this.#cache,
    });
    const findings = findingsAbout(entry, report);
    const hasErrors = findings.some(({ severity }) => severity === "ERROR");
    const rulesRun = report.rules.filter(({ contract, status }) => contract === entry && status === "ran").length;
    return {
      kind: this.kind,
      verdict: hasErrors ? "FAILED" : "PASSED",
      rulesetHash: this.#hash(),
      findings,
      risk: "NON_BREAKING",
      details: { profile: report.profile, rulesRun },
    };
  }

  #rules(): LintRuleset {
    this.#ruleset ??= loadLintRuleset();
    return this.#ruleset;
  }

  /** A waiver that has ended makes the evidence stale, as a changed rule does. */
  #hash(): string {
    const { digest, profile } = this.#rules();
    const today = this.clock.now().toISOString().slice(0, 10);
    const inForce = profile.waivers.filter(({ ends }) => ends >= today);
    return sha256Hex(JSON.stringify([digest, inForce]));
  }
}

function findingsAbout(entry: string, { findings }: LintReport): readonly EvidenceFinding[] {
  return findings.filter(({ contract, waiver }) => contract === entry && waiver === undefined).map(toEvidence);
}

function toEvidence(finding: LintReport["findings"][number]): EvidenceFinding {
  const { code, severity, message, pointer, fix } = finding;
  return {
    code,
    severity,
    check: "LINT",
    message,
    pointer,
    ...(fix === undefined ? {} : { fix }),
    ...(isOfRule(finding) ? { fingerprint: fingerprintOf(finding) } : {}),
  };
}

/** What was not read or not run cannot be accepted: only what a rule found can. */
function isOfRule({ check, code }: LintReport["findings"][number]): boolean {
  return check === "lint" && code !== "RULE_NOT_RUN" && code !== "WAIVER_UNUSED";
}

/** The rule and the place; a rule that is worded anew finds the same thing. The reports of the command line have it too. */
function fingerprintOf({ code, contract, pointer }: LintReport["findings"][number]): string {
  return sha256Hex(JSON.stringify([code, contract, pointer]));
}
