import { RULE_OF_LIMIT } from "../evaluate.js";
import type { LimitKeyword } from "../schema-node.js";
import type { SchemaPair } from "./schema-pair.js";

/** `b` asks for at least so many; `isImplied` when something else in `a` already guarantees it. */
export function compareLowerLimit(pair: SchemaPair, keyword: LimitKeyword, isImplied = false): void {
  const [own, wanted] = [pair.a.limits.get(keyword), pair.b.limits.get(keyword)];
  if (wanted === undefined || wanted.value <= (own?.value ?? 0) || isImplied) return;
  const manner = own === undefined ? "set" : "floor";
  pair.gap({ rule: RULE_OF_LIMIT[keyword], manner, a: own ?? { pointer: pair.a.pointer }, b: wanted });
}

/** `b` allows at most so many. */
export function compareUpperLimit(pair: SchemaPair, keyword: LimitKeyword, isImplied = false): void {
  const [own, wanted] = [pair.a.limits.get(keyword), pair.b.limits.get(keyword)];
  if (wanted === undefined || wanted.value >= (own?.value ?? Infinity) || isImplied) return;
  const manner = own === undefined ? "set" : "ceiling";
  pair.gap({ rule: RULE_OF_LIMIT[keyword], manner, a: own ?? { pointer: pair.a.pointer }, b: wanted });
}
