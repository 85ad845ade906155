import type { ContractSource } from "../intake/load-contract-bundle.js";
import type { SandboxOutcome } from "../sandbox/sandbox-process.js";
import type { LintJobResult } from "./lint-job.js";
import type { LintFinding } from "./lint-report.js";

/** What is said when the sandbox was ended: about the contract it was at, and that the others were not judged. */
export function unfinishedResult(
  sources: readonly ContractSource[],
  outcome: Exclude<SandboxOutcome, { kind: "done" }>,
): LintJobResult {
  const findings = sources.map(({ entry }) =>
    outcome.at === undefined || outcome.at === entry ? culprit(entry, outcome) : bystander(entry, outcome.at),
  );
  const contracts = sources.map(({ entry }) => ({ entry, format: undefined, digest: undefined }));
  return { contracts, findings, rules: [] };
}

function culprit(contract: string, outcome: Exclude<SandboxOutcome, { kind: "done" }>): LintFinding {
  if (outcome.kind === "timeout") {
    const message = `Reading the contract did not end within ${outcome.wallMs} ms and was stopped.`;
    const fix = "Look for patterns that backtrack and for schemas that multiply; raise the limit for a large contract.";
    return finding("LINT_TIMEOUT", contract, message, fix);
  }
  const message = `Reading the contract ended early: ${outcome.reason}.`;
  return finding(
    "LINT_ABORTED",
    contract,
    message,
    "Cut the contract down until it is read, and mend what was left out.",
  );
}

function bystander(contract: string, at: string): LintFinding {
  const message = `No rule was run, because ${at} ended the work.`;
  return finding("RULE_NOT_RUN", contract, message, `Mend ${at}, or check the contracts apart.`);
}

function finding(code: string, contract: string, message: string, fix: string): LintFinding {
  const place = { pointer: "", contract, file: contract, line: 1, column: 1 };
  return { code, severity: "ERROR", check: "lint", message, fix, ...place };
}
