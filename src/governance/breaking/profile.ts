import type { FindingSeverity } from "../../kernel/finding.js";
import type { ProfileName } from "./severity.js";

/** The policy a comparison is judged by. */
export interface BreakingProfile {
  readonly name: string;
  /** The built-in column of every rule's severity table this policy starts from. */
  readonly severities: ProfileName;
  /** What an undecided fact weighs; ERROR, so that it blocks, unless a policy relaxes it knowingly. */
  readonly undecided: FindingSeverity;
  /**
   * Own severities by id: `req-body.enum.narrowed` for one location, `enum.narrowed` for all, `enum` for every change;
   * a manner (`maximum.set`, also `param.maximum.set`) stands in place of the change and counts before it.
   * While the branches of a union are matched, an override for one location counts in bodies only.
   */
  readonly overrides?: Readonly<Record<string, FindingSeverity>>;
}

/** The built-in policy of that name, without overrides. */
export function builtInProfile(name: ProfileName): BreakingProfile {
  return { name, severities: name, undecided: "ERROR" };
}
