import type { Conjunction } from "../conjunction.js";
import type { JsonType } from "../json-type.js";
import { memberSchemas } from "../members.js";
import type { LimitKeyword, SchemaNode } from "../schema-node.js";
import type { Prover } from "./schema-pair.js";

/** Levels of members looked into; tags that tell branches apart sit at the first. */
const DEPTH_MAX = 3;

/** True only where it is proven that no value is in both; the two may come from different documents. */
export function isDisjoint(prover: Prover, left: Conjunction, right: Conjunction, depth = 0): boolean {
  const [a, b] = [prover.node(left), prover.node(right)];
  const types = [...prover.possibleTypes(a)].filter((type) => prover.possibleTypes(b).has(type));
  if (types.length === 0 || hasNoSharedValue(prover, a, b) || hasNoSharedValue(prover, b, a)) return true;
  if (depth >= DEPTH_MAX) return false;
  if (isEveryBranchDisjoint(prover, a, right, depth) || isEveryBranchDisjoint(prover, b, left, depth)) return true;
  return types.every((type) => isTypeDisjoint(prover, a, b, type, depth));
}

function hasNoSharedValue(prover: Prover, a: SchemaNode, b: SchemaNode): boolean {
  const values = prover.possibleValues(a)?.value;
  return values !== undefined && values.every((value) => prover.evaluate(b, value).answer === "refused");
}

function isEveryBranchDisjoint(prover: Prover, node: SchemaNode, other: Conjunction, depth: number): boolean {
  return node.unions.some(({ branches }) =>
    branches.every((branch) => isDisjoint(prover, prover.conjunction(node, [branch]), other, depth + 1)),
  );
}

function isTypeDisjoint(prover: Prover, a: SchemaNode, b: SchemaNode, type: JsonType, depth: number): boolean {
  if (type === "number") return isAbove(a, b) || isAbove(b, a);
  if (type === "string") return isLonger(a, b, "minLength", "maxLength") || isLonger(b, a, "minLength", "maxLength");
  if (type === "array") return isLonger(a, b, "minItems", "maxItems") || isLonger(b, a, "minItems", "maxItems");
  return type === "object" && isObjectDisjoint(prover, a, b, depth);
}

function isAbove(high: SchemaNode, low: SchemaNode): boolean {
  if (high.minimum === undefined || low.maximum === undefined) return false;
  const [floor, ceiling] = [high.minimum.value, low.maximum.value];
  return floor.limit > ceiling.limit || (floor.limit === ceiling.limit && (floor.isExclusive || ceiling.isExclusive));
}

function isLonger(long: SchemaNode, short: SchemaNode, low: LimitKeyword, high: LimitKeyword): boolean {
  return (long.limits.get(low)?.value ?? 0) > (short.limits.get(high)?.value ?? Infinity);
}

/** A member that one side demands and for which no value suits both. */
function isObjectDisjoint(prover: Prover, a: SchemaNode, b: SchemaNode, depth: number): boolean {
  const names = [...new Set([...a.required.keys(), ...b.required.keys()])];
  return names.some((name) => {
    const [own, theirs] = [memberSchemas(a, name), memberSchemas(b, name)];
    if (own.isUncertain || theirs.isUncertain) return false;
    return isDisjoint(prover, prover.conjunction(a, own.conjuncts), prover.conjunction(b, theirs.conjuncts), depth + 1);
  });
}
