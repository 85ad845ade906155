/** Whole numbers as inclusive ranges, ascending and apart from each other. */
export type NumberRanges = readonly (readonly [first: number, last: number])[];

/** The ranges that hold exactly the numbers given, which may be unsorted and repeated. */
export function rangesOf(numbers: Iterable<number>): NumberRanges {
  return mergeRanges([...numbers].map((number) => [number, number]));
}

/** Joins ranges that touch or overlap. */
export function mergeRanges(ranges: NumberRanges): NumberRanges {
  const merged: [number, number][] = [];
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const previous = merged.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

/** Numbers from `first` to `last` that no range holds. */
export function gapsBetween(first: number, last: number, ranges: NumberRanges): NumberRanges {
  const gaps: [number, number][] = [];
  let next = first;
  for (const [from, to] of ranges) {
    if (from > last) break;
    if (from > next) gaps.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= last) gaps.push([next, last]);
  return gaps;
}

export function holdsNumber(ranges: NumberRanges, number: number): boolean {
  return ranges.some(([first, last]) => number >= first && number <= last);
}
