import { CommandError, EXIT_CODE } from "../exit-code.js";

/** The ways to say which checks are required. */
export interface CheckOptions {
  readonly require?: readonly string[];
  readonly pactOnly?: true;
  readonly default?: true;
}

/** @returns null for the default @throws CommandError when not exactly one way is used */
export function checksOf(options: CheckOptions): readonly string[] | null {
  const { require: named, pactOnly, default: isDefault } = options;
  const count = [named !== undefined, pactOnly === true, isDefault === true].filter((isGiven) => isGiven).length;
  if (count !== 1) throw new CommandError("Give exactly one of --require, --pact-only and --default.", EXIT_CODE.usage);
  if (isDefault === true) return null;
  return pactOnly === true
    ? ["PACT"]
    : (named ?? []).flatMap((text) => text.split(",")).map((text) => text.toUpperCase());
}
