import { exportSpectralRuleset } from "../../governance/public.js";
import { notice, printLine } from "../output.js";
import { readRuleset } from "./read-ruleset.js";
import { readSetting } from "./read-setting.js";

/** Writes the rules of a profile for plain Spectral and prints the path of the ruleset. */
export function runExportRuleset(folder: string, profile: string): void {
  const ruleset = readRuleset(profile);
  const file = readSetting("export", () => exportSpectralRuleset(ruleset, folder));
  printLine(file);
  const project = ruleset.rules.filter(({ scope }) => scope !== "document").map(({ id }) => id);
  notice(
    `${ruleset.rules.length - project.length} rules; not part of it, as they judge several contracts: ${project.join(", ")}`,
  );
}
