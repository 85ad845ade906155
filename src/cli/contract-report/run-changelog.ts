import { writeFileSync } from "node:fs";
import { type ChangelogFormat, reviewDiff, type UnreadContract, writeChangelog } from "../../governance/public.js";
import { systemClock } from "../../kernel/clock.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { notice } from "../output.js";
import { loadRuleBook } from "./breaking-settings.js";
import { compareInThread } from "./compare-in-thread.js";
import { readWaiverPolicy } from "./read-judgement.js";
import { readSetting } from "./read-setting.js";
import { readSide, type SideOptions } from "./read-side.js";

export interface ChangelogOptions extends SideOptions {
  readonly format: ChangelogFormat;
  readonly output?: string;
  readonly date?: string;
}

/** Prints what changed between two versions. It is no gate: the exit code is 0 whatever changed. */
export async function runChangelog(baseName: string, revisionName: string, options: ChangelogOptions): Promise<void> {
  const { format, output } = options;
  const policy = readWaiverPolicy(options, systemClock);
  const { comparison, ...sides } = await compareInThread({
    base: { name: baseName, source: await readSide(baseName, options) },
    revision: { name: revisionName, source: await readSide(revisionName, options) },
    profile: "strict",
    today: policy.today,
  });
  if (comparison === undefined) throw unreadable([sides.base, sides.revision]);
  const rules = await loadRuleBook();
  const text = writeChangelog(reviewDiff(comparison, { ...sides, rules, failOn: "none", policy }), format);
  if (output === undefined) process.stdout.write(text);
  else {
    readSetting("--output", () => writeFileSync(output, text));
    notice(`wrote ${output}`);
  }
}

function unreadable(sides: readonly UnreadContract[]): CommandError {
  const lines = sides.flatMap(({ subject: { role }, findings }) =>
    findings.map(({ file, line, column, message }) => `  ${role} ${file}:${line}:${column} ${message}`),
  );
  return new CommandError(["A version cannot be read:", ...lines].join("\n"), EXIT_CODE.environment);
}
