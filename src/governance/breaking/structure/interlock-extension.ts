import { isEqualJson } from "../canonical-json.js";
import { type Difference, isKept, memberDifference } from "./structural-rule.js";
import type { Pair } from "./subjects.js";

/** Both sides' `x-interlock` objects as a pair of their own. */
export function extensionPair({ base, revision }: Pair): Pair {
  return { name: "x-interlock", base: base.at("x-interlock"), revision: revision.at("x-interlock") };
}

/** The difference of one member of `x-interlock` that the base promised; undefined where it is as it was. */
export function promiseDifference(pair: Pair, member: string, change = "changed"): Difference | undefined {
  const extension = extensionPair(pair);
  if (!isKept(pair) || !extension.base.has(member)) return undefined;
  const [before, after] = [extension.base.at(member).value, extension.revision.at(member).value];
  return isEqualJson(before, after) ? undefined : memberDifference(extension, member, change, "incomparable");
}

/** Values of `x-interlock.class`, the most immediate first. */
export const LATENCY_CLASSES: readonly string[] = ["RT", "NRT", "BATCH"];
