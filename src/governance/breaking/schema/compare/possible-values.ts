import type { Conjunct } from "../conjunction.js";
import type { JsonType } from "../json-type.js";
import { elementSchemas, memberSchemas } from "../members.js";
import type { LimitKeyword, SchemaNode } from "../schema-node.js";

/** Types of a node that really have a value; contradictions below members are not searched for. */
export function possibleTypesOf(node: SchemaNode, isNever: (conjuncts: readonly Conjunct[]) => boolean): Set<JsonType> {
  const contradictory: Partial<Record<JsonType, () => boolean>> = {
    number: () => isEmptyRange(node),
    string: () => isCrossed(node, "minLength", "maxLength"),
    array: () => isCrossed(node, "minItems", "maxItems") || isForcedElementNever(node, isNever),
    object: () => isCrossed(node, "minProperties", "maxProperties") || isRequiredMemberNever(node, isNever),
  };
  return new Set([...node.types].filter((type) => contradictory[type]?.() !== true));
}

function isCrossed({ limits }: SchemaNode, low: LimitKeyword, high: LimitKeyword): boolean {
  return (limits.get(low)?.value ?? 0) > (limits.get(high)?.value ?? Infinity);
}

function isEmptyRange({ minimum, maximum }: SchemaNode): boolean {
  if (minimum === undefined || maximum === undefined) return false;
  const isPoint = minimum.value.limit === maximum.value.limit;
  return (
    minimum.value.limit > maximum.value.limit || (isPoint && (minimum.value.isExclusive || maximum.value.isExclusive))
  );
}

function isForcedElementNever(node: SchemaNode, isNever: (conjuncts: readonly Conjunct[]) => boolean): boolean {
  const length = Math.min(node.limits.get("minItems")?.value ?? 0, FORCED_ELEMENTS_MAX);
  return Array.from({ length }, (_, index) => elementSchemas(node, index).conjuncts).some(isNever);
}

/** Positions looked at; longer tuples with a schema that accepts nothing do not occur. */
const FORCED_ELEMENTS_MAX = 16;

function isRequiredMemberNever(node: SchemaNode, isNever: (conjuncts: readonly Conjunct[]) => boolean): boolean {
  return [...node.required.keys()].some((name) => isNever(memberSchemas(node, name).conjuncts));
}
