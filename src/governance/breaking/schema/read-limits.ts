import { below, type FlatSource } from "./flatten.js";
import type { Located } from "./schema-document.js";
import type { LimitKeyword, NumberBound } from "./schema-node.js";

const LOWER: readonly LimitKeyword[] = ["minLength", "minItems", "minProperties"];
const UPPER: readonly LimitKeyword[] = ["maxLength", "maxItems", "maxProperties"];

/** The count limits of all sources together; a lower limit of 0 says nothing and is left out. */
export function readLimits(sources: readonly FlatSource[]): Map<LimitKeyword, Located<number>> {
  const limits = new Map<LimitKeyword, Located<number>>();
  for (const keyword of [...LOWER, ...UPPER]) {
    const isLower = LOWER.includes(keyword);
    for (const own of readNumbers(sources, keyword)) {
      const known = limits.get(keyword)?.value ?? (isLower ? 0 : Infinity);
      if (isLower ? own.value > known : own.value < known) limits.set(keyword, own);
    }
  }
  return limits;
}

export function readNumbers(sources: readonly FlatSource[], keyword: string): Located<number>[] {
  return sources.flatMap((source) => {
    const value = source.value[keyword];
    return typeof value === "number" ? [{ value, pointer: below(source, keyword) }] : [];
  });
}

/** The tightest lower bound; drafts up to 4 and OpenAPI 3.0 spell exclusiveness as a boolean beside it. */
export function readMinimum(sources: readonly FlatSource[]): Located<NumberBound> | undefined {
  return tightest(readBounds(sources, "minimum", "exclusiveMinimum"), (a, b) => a - b);
}

/** The tightest upper bound. */
export function readMaximum(sources: readonly FlatSource[]): Located<NumberBound> | undefined {
  return tightest(readBounds(sources, "maximum", "exclusiveMaximum"), (a, b) => b - a);
}

function readBounds(sources: readonly FlatSource[], plain: string, exclusive: string): Located<NumberBound>[] {
  return sources.flatMap((source) => {
    const bounds: Located<NumberBound>[] = [];
    const { [plain]: inclusiveLimit, [exclusive]: exclusiveLimit } = source.value;
    if (typeof inclusiveLimit === "number")
      bounds.push({
        value: { limit: inclusiveLimit, isExclusive: exclusiveLimit === true },
        pointer: below(source, plain),
      });
    if (typeof exclusiveLimit === "number")
      bounds.push({ value: { limit: exclusiveLimit, isExclusive: true }, pointer: below(source, exclusive) });
    return bounds;
  });
}

function tightest(
  bounds: readonly Located<NumberBound>[],
  compare: (a: number, b: number) => number,
): Located<NumberBound> | undefined {
  return bounds.reduce<Located<NumberBound> | undefined>((known, bound) => {
    if (known === undefined) return bound;
    const order = compare(bound.value.limit, known.value.limit);
    return order > 0 || (order === 0 && bound.value.isExclusive) ? bound : known;
  }, undefined);
}
