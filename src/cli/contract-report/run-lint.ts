import {
  lintContracts,
  lintProfileNames,
  type LintRuleset,
  loadLintRuleset,
  reviewLint,
  SandboxPool,
} from "../../governance/public.js";
import { systemClock } from "../../kernel/clock.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { collectContracts } from "./collect-contracts.js";
import { emitReport, readOutputs } from "./emit-report.js";
import { readWaiverPolicy } from "./read-judgement.js";
import { readSetting } from "./read-setting.js";
import type { ReportOptions } from "./report-options.js";

export interface LintCommandOptions extends ReportOptions {
  readonly profile: string;
}

/** Lints contract files together and reports; the exit code tells whether anything blocks. */
export async function runLint(files: readonly string[], options: LintCommandOptions): Promise<void> {
  const { format, failOn, date } = options;
  const outputs = readOutputs(options);
  const policy = readWaiverPolicy(options, systemClock);
  const ruleset = readRuleset(options.profile);
  const sources = collectContracts(files);
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

/** A mistyped name is a mistake of the caller; a profile file that cannot be read is not. */
function readRuleset(profile: string): LintRuleset {
  const isFile = /[/\\]|\.ya?ml$/.test(profile);
  const names = lintProfileNames();
  if (!isFile && !names.includes(profile)) {
    throw new CommandError(`--profile ${profile}: there are ${names.join(", ")}, or name a file.`, EXIT_CODE.usage);
  }
  return readSetting("--profile", () => loadLintRuleset(profile));
}
