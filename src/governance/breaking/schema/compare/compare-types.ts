import { isMultipleOf } from "../../../../kernel/exact-multiple-of.js";
import type { JsonType } from "../json-type.js";
import type { SchemaNode } from "../schema-node.js";
import type { SchemaPair } from "./schema-pair.js";

/** Types `a` can have and `b` refuses. Null has a rule of its own, as people ask about it on its own. */
export function compareTypes(pair: SchemaPair): void {
  const { a, b, prover } = pair;
  const possible = prover.possibleTypes(a);
  const refused = [...possible].filter((type) => !b.types.has(type));
  const sides = {
    a: { pointer: a.typePointer, value: typeNames(a) },
    b: { pointer: b.typePointer, value: typeNames(b) },
  };
  const isFraction = possible.has("number") && b.types.has("number") && b.integer !== undefined && !isWhole(a);
  if (refused.some((type) => type !== "null") || isFraction) pair.gap({ rule: "type", ...sides });
  if (refused.includes("null")) pair.gap({ rule: "null", ...sides });
}

/** Multiples of a whole number are whole, whatever the type is called. */
export function isWhole(node: SchemaNode): boolean {
  return node.integer !== undefined || node.multiples.some(({ value }) => isMultipleOf(value, 1));
}

function typeNames(node: SchemaNode): string[] {
  const name = (type: JsonType): string => (type === "number" && node.integer !== undefined ? "integer" : type);
  return node.types.size === 6 && node.integer === undefined ? ["any"] : [...node.types].map(name).toSorted();
}
