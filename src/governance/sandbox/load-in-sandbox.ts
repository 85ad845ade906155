import { type BundleLimits, defaultBundleLimits } from "../intake/bundle-limits.js";
import type { ContractFormat } from "../intake/contract-format.js";
import { intakeFinding, type LocatedFinding } from "../intake/intake-finding.js";
import { type ContractSource, sizeFinding } from "../intake/load-contract-bundle.js";
import type { SandboxOutcome } from "./sandbox-process.js";
import type { SandboxPool } from "./sandbox-pool.js";

/** A contract read in the sandbox. The document stays text until its receiver parses it. */
export interface SandboxedContract {
  readonly entry: string;
  readonly format?: ContractFormat;
  readonly digest?: string;
  /** The bundled document as JSON; absent when it was refused. */
  readonly documentJson?: string;
  readonly findings: readonly LocatedFinding[];
}

/**
 * Reads one foreign contract into a document, in the sandbox. Never rejects; a contract that hangs or ends the sandbox
 * is answered with LINT_TIMEOUT or LINT_ABORTED.
 */
export async function loadInSandbox(
  source: ContractSource,
  sandbox: SandboxPool,
  limits: BundleLimits = defaultBundleLimits,
): Promise<SandboxedContract> {
  const oversize = sizeFinding(source, limits);
  if (oversize !== undefined) return { entry: source.entry, findings: [oversize] };
  const outcome = await sandbox.run([source], { kind: "load", limits });
  if (outcome.kind !== "done") return { entry: source.entry, findings: [endFinding(source.entry, outcome)] };
  const [loaded] = outcome.answer as readonly SandboxedContract[];
  if (loaded !== undefined) return loaded;
  const silence = { kind: "died", at: source.entry, reason: "it answered nothing" } as const;
  return { entry: source.entry, findings: [endFinding(source.entry, silence)] };
}

function endFinding(entry: string, outcome: Exclude<SandboxOutcome, { kind: "done" }>): LocatedFinding {
  const isTimeout = outcome.kind === "timeout";
  const at = { file: entry, line: 1, column: 1 };
  const message = isTimeout
    ? `Reading the contract did not end within ${outcome.wallMs} ms and was stopped.`
    : `Reading the contract ended early: ${outcome.reason}.`;
  const fix = "Cut the contract down until it is read, and mend what was left out.";
  return intakeFinding({ code: isTimeout ? "LINT_TIMEOUT" : "LINT_ABORTED", at, message, fix });
}
