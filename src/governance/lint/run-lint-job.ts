import { type ContractBundle, type LoadedContract, loadContractBundle } from "../intake/load-contract-bundle.js";
import type { LintJob, LintJobResult } from "./lint-job.js";
import type { LintedContract, LintFinding } from "./lint-report.js";
import { loadRuleFunctions } from "./load-rule-functions.js";
import { runDocumentRules } from "./run-document-rules.js";
import { runProjectRules } from "./run-project-rules.js";
import { shortenFindings } from "./shorten-findings.js";
import { unknownProfileRules } from "./unknown-profile-rules.js";
import { readUploadedRuleset } from "./uploaded-ruleset.js";

/** Nobody reads more of one kind, and a report of megabytes would stop whoever parses it. */
const FINDINGS_PER_RULE_MAX = 100;

/**
 * Loads and judges contracts. Pure but for the functions it loads, and never run on foreign contracts outside the
 * sandbox. `onContract` is told before each contract, so that who kills a job knows which one it was at.
 */
export async function runLintJob(job: LintJob, onContract: (entry: string) => void = () => {}): Promise<LintJobResult> {
  const functions = await loadRuleFunctions();
  const uploaded = readUploadedRuleset(job.uploadedRuleset, functions.document);
  const rules = [...job.rules, ...uploaded.rules];
  const contracts: LintedContract[] = [];
  const bundles: ContractBundle[] = [];
  const rulesetFaults = [...uploaded.findings, ...unknownProfileRules(job.profile, rules)];
  // A contract judged by a broken ruleset is not judged; each one says so, since reports may be read one by one.
  const faults = job.sources.flatMap(({ entry }) => rulesetFaults.map((fault) => ({ ...fault, contract: entry })));
  const runs: Pick<LintJobResult, "findings" | "rules">[] = [{ findings: faults, rules: [] }];
  for (const source of job.sources) {
    onContract(source.entry);
    const loaded = loadContractBundle({ entry: source.entry, files: new Map(source.files) }, job.limits);
    contracts.push(lintedContract(source.entry, loaded));
    runs.push({ findings: intakeFindings(source.entry, loaded), rules: [] });
    if (loaded.bundle === undefined) continue;
    bundles.push(loaded.bundle);
    runs.push(await runDocumentRules(loaded.bundle, rules, functions.document, job.profile));
  }
  runs.push(runProjectRules(bundles, rules, functions.project, job.profile));
  const findings = shortenFindings(
    runs.flatMap((run) => run.findings),
    FINDINGS_PER_RULE_MAX,
  );
  return { contracts, findings, rules: runs.flatMap((run) => run.rules) };
}

function lintedContract(entry: string, { bundle }: LoadedContract): LintedContract {
  return { entry, format: bundle?.format, digest: bundle?.digest };
}

function intakeFindings(contract: string, loaded: LoadedContract): LintFinding[] {
  return loaded.findings.map((finding) => ({ ...finding, contract }));
}
