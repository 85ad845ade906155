import { lintProfileNames, type LintRuleset, loadLintRuleset } from "../../governance/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { readSetting } from "./read-setting.js";

/**
 * The rules under a profile. A mistyped name is a mistake of the caller; a profile file that cannot be read is not.
 * @throws CommandError that lists the profiles there are
 */
export function readRuleset(profile: string): LintRuleset {
  const isFile = /[/\\]|\.ya?ml$/.test(profile);
  const names = lintProfileNames();
  if (!isFile && !names.includes(profile)) {
    throw new CommandError(`--profile ${profile}: there are ${names.join(", ")}, or name a file.`, EXIT_CODE.usage);
  }
  return readSetting("--profile", () => loadLintRuleset(profile));
}
