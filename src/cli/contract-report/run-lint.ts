import { lintContracts, reviewLint, SandboxPool } from "../../governance/public.js";
import { systemClock } from "../../kernel/clock.js";
import { collectContracts } from "./collect-contracts.js";
import { emitReport, readOutputs } from "./emit-report.js";
import { readWaiverPolicy } from "./read-judgement.js";
import { readRuleset } from "./read-ruleset.js";
import type { ReportOptions } from "./report-options.js";

export interface LintCommandOptions extends ReportOptions {
  readonly profile: string;
  /** The folder that references may reach. */
  readonly root?: string;
}

/** Lints contract files together and reports; the exit code tells whether anything blocks. */
export async function runLint(files: readonly string[], options: LintCommandOptions): Promise<void> {
  const { format, failOn, date } = options;
  const outputs = readOutputs(options);
  const policy = readWaiverPolicy(options, systemClock);
  const ruleset = readRuleset(options.profile);
  const sources = collectContracts(files, options.root);
  const sandbox = new SandboxPool();
  try {
    const clock = { ...systemClock, now: () => new Date(`${policy.today}T00:00:00Z`) };
    const lint = await lintContracts(sources, ruleset, { sandbox, clock });
    const texts = new Map(sources.flatMap((source) => [...source.files]));
    const review = { rules: ruleset.rules, texts, failOn, policy, ...(date === undefined ? {} : { date }) };
    emitReport(reviewLint(lint, review), format, outputs);
  } finally {
    sandbox.close();
  }
}
