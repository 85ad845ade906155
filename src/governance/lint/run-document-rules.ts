import { type ISpectralDiagnostic, Ruleset, Spectral } from "@stoplight/spectral-core";
import type { FindingSeverity } from "../../kernel/finding.js";
import { contractFamilyOf } from "../intake/contract-format.js";
import type { ContractBundle } from "../intake/load-contract-bundle.js";
import { pointerOf } from "../intake/source-position.js";
import { closedResolver } from "./closed-resolver.js";
import { compileRules, type CompiledRules } from "./compile-rules.js";
import type { LintProfile } from "./lint-profile.js";
import type { LintFinding, RuleRun } from "./lint-report.js";
import type { LintRule } from "./lint-rule.js";
import type { RuleFunction } from "./rule-function.js";

export interface DocumentRun {
  readonly findings: readonly LintFinding[];
  readonly rules: readonly RuleRun[];
}

/** Runs every rule of the profile over one bundle and says of each rule what it did. */
export async function runDocumentRules(
  bundle: ContractBundle,
  rules: readonly LintRule[],
  functions: ReadonlyMap<string, RuleFunction>,
  profile: LintProfile,
): Promise<DocumentRun> {
  const compiled = compileRules(rules, functions, profile, contractFamilyOf(bundle.format));
  const spectral = new Spectral({ resolver: closedResolver() });
  const ruleset = new Ruleset(compiled.definition, { severity: "all" });
  spectral.setRuleset(ruleset);
  const diagnostics = await spectral.run(parsedDocument(bundle), { ignoreUnknownFormat: true });
  const fixes = new Map(rules.map((rule) => [rule.id, rule.fix]));
  const findings = diagnostics
    .filter((diagnostic) => compiled.probes.has(String(diagnostic.code)))
    .map((diagnostic) => findingOf(bundle, diagnostic, fixes));
  return { findings, rules: ruleRuns(bundle, compiled, ruleset) };
}

/** What was run, seen from the ruleset Spectral holds: a rule it does not hold did not run. */
function ruleRuns(bundle: ContractBundle, compiled: CompiledRules, ruleset: Ruleset): RuleRun[] {
  const contract = bundle.entry;
  const formats = new Set([...ruleset.formats].filter((format) => format(bundle.document, null)));
  const off = [...compiled.off].map(([rule, reason]): RuleRun => ({ rule, contract, status: "off", nodes: 0, reason }));
  const on = [...compiled.probes].map(([rule, probe]): RuleRun => {
    const held = ruleset.rules[rule];
    const { nodes, failure } = probe;
    if (held?.enabled !== true)
      return { rule, contract, status: "not-run", nodes, reason: "Spectral does not hold it" };
    if (failure !== undefined) return { rule, contract, status: "failed", nodes, reason: failure };
    if (held.matchesFormat(formats)) return { rule, contract, status: "ran", nodes };
    return { rule, contract, status: "not-applicable", nodes, reason: `it is not for ${bundle.format}` };
  });
  return [...on, ...off];
}

/** Hands the document over as parsed, since its places are known better here than Spectral could find them. */
function parsedDocument(bundle: ContractBundle): Parameters<Spectral["run"]>[0] {
  return {
    parsed: { data: bundle.document, diagnostics: [], ast: {}, lineMap: [] },
    getLocationForJsonPath: () => ({ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } }),
    source: bundle.entry,
  };
}

function findingOf(
  bundle: ContractBundle,
  diagnostic: ISpectralDiagnostic,
  fixes: ReadonlyMap<string, string>,
): LintFinding {
  const code = String(diagnostic.code);
  const page = diagnostic.documentationUrl ?? "";
  const fix = fixes.get(code) ?? (page === "" ? undefined : `Read ${page}`);
  return {
    code,
    severity: severityOf(diagnostic.severity),
    check: "lint",
    message: diagnostic.message,
    pointer: pointerOf(diagnostic.path),
    ...(fix === undefined ? {} : { fix }),
    ...bundle.positions.ofPath(diagnostic.path),
    contract: bundle.entry,
  };
}

/** Spectral counts from 0 (error) to 3 (hint). */
function severityOf(severity: number): FindingSeverity {
  if (severity === 0) return "ERROR";
  return severity === 1 ? "WARN" : "INFO";
}
