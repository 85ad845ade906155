import { isMultipleOf } from "../../../../kernel/exact-multiple-of.js";
import type { Located } from "../schema-document.js";
import type { NumberBound } from "../schema-node.js";
import { isWhole } from "./compare-types.js";
import type { Manner } from "./gap.js";
import type { SchemaPair } from "./schema-pair.js";

/** Bounds and steps of numbers. */
export function compareNumbers(pair: SchemaPair): void {
  if (!pair.hasType("number")) return;
  const { a, b } = pair;
  const whole = isWhole(a);
  compareBound(pair, "minimum", a.minimum, b.minimum, isAtLeast(a.minimum, b.minimum, whole));
  compareBound(pair, "maximum", a.maximum, b.maximum, isAtMost(a.maximum, b.maximum, whole));
  for (const step of b.multiples) {
    const isImplied =
      a.multiples.some(({ value }) => isMultipleOf(value, step.value)) || (whole && isMultipleOf(1, step.value));
    if (isImplied) continue;
    const own = a.multiples[0];
    const manner = own === undefined ? "set" : "strictness";
    pair.gap({ rule: "multiple-of", manner, a: own ?? { pointer: a.pointer }, b: step });
  }
}

function compareBound(
  pair: SchemaPair,
  rule: "minimum" | "maximum",
  a: Located<NumberBound> | undefined,
  b: Located<NumberBound> | undefined,
  isImplied: boolean,
): void {
  if (b === undefined || isImplied) return;
  const own = a === undefined ? { pointer: pair.a.pointer } : boundSide(a);
  pair.gap({ rule, manner: mannerOf(rule, a, b), a: own, b: boundSide(b) });
}

function mannerOf(rule: "minimum" | "maximum", a: Located<NumberBound> | undefined, b: Located<NumberBound>): Manner {
  if (a === undefined) return "set";
  if (a.value.limit === b.value.limit) return "exclusion";
  return rule === "minimum" ? "floor" : "ceiling";
}

function boundSide({ pointer, value }: Located<NumberBound>): { pointer: string; value: number | string } {
  return { pointer, value: value.isExclusive ? `${value.limit} (exclusive)` : value.limit };
}

function isAtLeast(a: Located<NumberBound> | undefined, b: Located<NumberBound> | undefined, whole: boolean): boolean {
  if (b === undefined) return true;
  if (a === undefined) return false;
  const [low, floor] = whole ? [wholeFrom(a.value), wholeFrom(b.value)] : [a.value.limit, b.value.limit];
  return low > floor || (low === floor && (whole || a.value.isExclusive || !b.value.isExclusive));
}

function isAtMost(a: Located<NumberBound> | undefined, b: Located<NumberBound> | undefined, whole: boolean): boolean {
  if (b === undefined) return true;
  if (a === undefined) return false;
  const [high, ceiling] = whole ? [wholeTo(a.value), wholeTo(b.value)] : [a.value.limit, b.value.limit];
  return high < ceiling || (high === ceiling && (whole || a.value.isExclusive || !b.value.isExclusive));
}

/** The smallest whole number a lower bound allows: an integer above 4 (exclusive) is at least 5. */
function wholeFrom({ limit, isExclusive }: NumberBound): number {
  return isExclusive ? Math.floor(limit) + 1 : Math.ceil(limit);
}

function wholeTo({ limit, isExclusive }: NumberBound): number {
  return isExclusive ? Math.ceil(limit) - 1 : Math.floor(limit);
}
