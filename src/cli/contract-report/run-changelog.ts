import { writeFileSync } from "node:fs";
import { type ChangelogFormat, reviewDiff, writeChangelog } from "../../governance/public.js";
import { systemClock } from "../../kernel/clock.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { notice } from "../output.js";
import { loadRuleBook, readBreakingProfile } from "./breaking-settings.js";
import { compareSides, loadSide, type ReadSide, reviewedSide } from "./compare-sides.js";
import { readWaiverPolicy } from "./read-judgement.js";
import { readSetting } from "./read-setting.js";
import { readSide } from "./read-side.js";

export interface ChangelogOptions {
  readonly format: ChangelogFormat;
  readonly output?: string;
  readonly date?: string;
  readonly client?: string;
}

/** Prints what changed between two versions. It is no gate: the exit code is 0 whatever changed. */
export async function runChangelog(baseName: string, revisionName: string, options: ChangelogOptions): Promise<void> {
  const { client, format, output } = options;
  const policy = readWaiverPolicy(options, systemClock);
  const base = loadSide("base", baseName, await readSide(baseName, client));
  const revision = loadSide("revision", revisionName, await readSide(revisionName, client));
  const rules = await loadRuleBook();
  const profile = readBreakingProfile("strict");
  const comparison = compareSides(base, revision, { rules, profile, today: policy.today });
  if (comparison === undefined) throw unreadable([base, revision]);
  const sides = { base: reviewedSide(base), revision: reviewedSide(revision) };
  const text = writeChangelog(reviewDiff(comparison, { ...sides, rules, failOn: "none", policy }), format);
  if (output === undefined) process.stdout.write(text);
  else {
    readSetting("--output", () => writeFileSync(output, text));
    notice(`wrote ${output}`);
  }
}

function unreadable(sides: readonly ReadSide[]): CommandError {
  const lines = sides.flatMap(({ role, loaded }) =>
    loaded.findings.map(({ file, line, column, message }) => `  ${role} ${file}:${line}:${column} ${message}`),
  );
  return new CommandError(["A version cannot be read:", ...lines].join("\n"), EXIT_CODE.environment);
}
