import type { ContractBundle } from "../intake/load-contract-bundle.js";
import { pointerOf } from "../intake/source-position.js";
import type { LintProfile } from "./lint-profile.js";
import type { LintFinding, RuleRun } from "./lint-report.js";
import type { LintRule, LintSeverity, ProjectRule } from "./lint-rule.js";
import type { DocumentRun } from "./run-document-rules.js";
import type { ProjectFunction } from "./rule-function.js";

/** Runs the rules that look over all contracts together; each reports one run per contract. */
export function runProjectRules(
  bundles: readonly ContractBundle[],
  rules: readonly LintRule[],
  functions: ReadonlyMap<string, ProjectFunction>,
  profile: LintProfile,
): DocumentRun {
  const wanted = profile.include.includes("interlock") ? rules.filter((rule) => rule.scope === "project") : [];
  const runs = wanted.map((rule) => runProjectRule(bundles, rule, functions, profile));
  return { findings: runs.flatMap(({ findings }) => findings), rules: runs.flatMap((run) => run.rules) };
}

function runProjectRule(
  bundles: readonly ContractBundle[],
  rule: ProjectRule,
  functions: ReadonlyMap<string, ProjectFunction>,
  profile: LintProfile,
): DocumentRun {
  const chosen = profile.severities[rule.id];
  const severity = chosen?.severity ?? rule.severity;
  const said = (status: RuleRun["status"], nodes: number, reason?: string): RuleRun[] =>
    bundles.map(({ entry }) => {
      return { rule: rule.id, contract: entry, status, nodes, ...(reason === undefined ? {} : { reason }) };
    });
  if (severity === "off") return { findings: [], rules: said("off", 0, chosen?.reason) };
  const judge = functions.get(rule.project.function);
  if (judge === undefined) return { findings: [], rules: said("failed", 0, `no function ${rule.project.function}`) };
  try {
    const { results, judged } = judge(bundles, rule.project.functionOptions);
    const findings = results.flatMap(({ contract, path, message }) =>
      findingOf(rule, severity, bundles[contract], path ?? [], message),
    );
    return { findings, rules: said("ran", judged) };
  } catch (error) {
    return { findings: [], rules: said("failed", 0, error instanceof Error ? error.message : String(error)) };
  }
}

function findingOf(
  rule: ProjectRule,
  severity: LintSeverity,
  bundle: ContractBundle | undefined,
  path: readonly (string | number)[],
  message: string,
): LintFinding[] {
  if (bundle === undefined) return [];
  const weight = severity === "error" ? "ERROR" : severity === "warn" ? "WARN" : "INFO";
  const place = { pointer: pointerOf(path), ...bundle.positions.ofPath(path), contract: bundle.entry };
  return [{ code: rule.id, severity: weight, check: "lint", message, fix: rule.fix, ...place }];
}
