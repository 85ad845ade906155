import {
  type ImpactOf,
  reviewDiff,
  reviewUnreadable,
  type ReviewReport,
  type WitnessedComparison,
} from "../../governance/public.js";
import { systemClock } from "../../kernel/clock.js";
import { loadRuleBook, readBreakingProfile } from "./breaking-settings.js";
import { compareInThread } from "./compare-in-thread.js";
import { emitReport, readOutputs } from "./emit-report.js";
import { readWaiverPolicy } from "./read-judgement.js";
import { readSide, REGISTRY, type SideOptions } from "./read-side.js";
import type { ReportOptions } from "./report-options.js";

export interface DiffCommandOptions extends ReportOptions, SideOptions {
  readonly profile: string;
  /** `<api>/<version>` whose users the gateway is asked for. */
  readonly usage?: string;
}

/** Compares two versions of a contract and reports; the exit code tells whether anything blocks. */
export async function runDiff(baseName: string, revisionName: string, options: DiffCommandOptions): Promise<void> {
  const outputs = readOutputs(options);
  emitReport(await diffReport(baseName, revisionName, options), options.format, outputs);
}

async function diffReport(baseName: string, revisionName: string, options: DiffCommandOptions): Promise<ReviewReport> {
  const { failOn, date } = options;
  const policy = readWaiverPolicy(options, systemClock);
  const profile = readBreakingProfile(options.profile);
  const { comparison, ...sides } = await compareInThread({
    base: { name: baseName, source: await readSide(baseName, options) },
    revision: { name: revisionName, source: await readSide(revisionName, options) },
    profile: profile.name,
    today: policy.today,
  });
  if (comparison === undefined) return reviewUnreadable([sides.base, sides.revision], profile.name, failOn);
  const rules = await loadRuleBook();
  const impactOf = await impactOfChanges(baseName, comparison, options);
  return reviewDiff(comparison, {
    ...sides,
    rules,
    failOn,
    policy,
    ...(date === undefined ? {} : { date }),
    ...(impactOf === undefined ? {} : { impactOf }),
  });
}

/** A gateway that is named for the base is asked who uses it as well; without one nobody is asked. */
async function impactOfChanges(
  baseName: string,
  comparison: WitnessedComparison,
  { usage, client }: DiffCommandOptions,
): Promise<ImpactOf | undefined> {
  const name = usage ?? (baseName.startsWith(REGISTRY) ? baseName.slice(REGISTRY.length) : undefined);
  if (name === undefined) return undefined;
  // What speaks with the gateway takes longer to load than most comparisons take.
  const { askUsage } = await import("./ask-usage.js");
  return await askUsage(name, comparison, client);
}
