import { reviewDiff, reviewUnreadable, type ReviewReport } from "../../governance/public.js";
import { systemClock } from "../../kernel/clock.js";
import { loadRuleBook, readBreakingProfile } from "./breaking-settings.js";
import { compareSides, loadSide, reviewedSide } from "./compare-sides.js";
import { emitReport, readOutputs } from "./emit-report.js";
import { readWaiverPolicy } from "./read-judgement.js";
import { readSide } from "./read-side.js";
import type { ReportOptions } from "./report-options.js";

export interface DiffCommandOptions extends ReportOptions {
  readonly profile: string;
  readonly client?: string;
}

/** Compares two versions of a contract and reports; the exit code tells whether anything blocks. */
export async function runDiff(baseName: string, revisionName: string, options: DiffCommandOptions): Promise<void> {
  const outputs = readOutputs(options);
  emitReport(await diffReport(baseName, revisionName, options), options.format, outputs);
}

async function diffReport(baseName: string, revisionName: string, options: DiffCommandOptions): Promise<ReviewReport> {
  const { failOn, date, client } = options;
  const policy = readWaiverPolicy(options, systemClock);
  const profile = readBreakingProfile(options.profile);
  const base = loadSide("base", baseName, await readSide(baseName, client));
  const revision = loadSide("revision", revisionName, await readSide(revisionName, client));
  const rules = await loadRuleBook();
  const comparison = compareSides(base, revision, { rules, profile, today: policy.today });
  const sides = { base: reviewedSide(base), revision: reviewedSide(revision) };
  if (comparison === undefined) return reviewUnreadable([sides.base, sides.revision], profile.name, failOn);
  return reviewDiff(comparison, { ...sides, rules, failOn, policy, ...(date === undefined ? {} : { date }) });
}
