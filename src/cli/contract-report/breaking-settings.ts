import {
  breakingProfileNames,
  builtInProfile,
  type BreakingProfile,
  loadBreakingRules,
  RuleBook,
} from "../../governance/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";

const RULES_FOLDER = new URL("../../../governance-rules/breaking/", import.meta.url);

export async function loadRuleBook(): Promise<RuleBook> {
  return new RuleBook(await loadBreakingRules(RULES_FOLDER));
}

/** @throws CommandError that lists the profiles there are */
export function readBreakingProfile(name: string): BreakingProfile {
  const known = breakingProfileNames.find((one) => one === name);
  if (known !== undefined) return builtInProfile(known);
  throw new CommandError(`--profile ${name}: there are ${breakingProfileNames.join(", ")}.`, EXIT_CODE.usage);
}
