/** Code points as sorted, disjoint ranges, both ends included. */
export type CharacterSet = readonly (readonly [low: number, high: number])[];

export const LAST_CODE_POINT = 0x10ffff;

/** Sorts and joins ranges. */
export function characterSet(ranges: CharacterSet): CharacterSet {
  const joined: [number, number][] = [];
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else joined.push([low, high]);
  }
  return joined;
}

/** Every code point that is not in the set. */
export function complement(set: CharacterSet): CharacterSet {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [low, high] of set) {
    if (low > next) rest.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= LAST_CODE_POINT) rest.push([next, LAST_CODE_POINT]);
  return rest;
}

export function hasCodePoint(set: CharacterSet, codePoint: number): boolean {
  return set.some(([low, high]) => low <= codePoint && codePoint <= high);
}

const point = (text: string): number => text.codePointAt(0) ?? 0;
const range = (from: string, to: string): readonly [number, number] => [point(from), point(to)];

export const ANY_CHARACTER: CharacterSet = [[0, LAST_CODE_POINT]];
const LINE_ENDS = characterSet([range("\n", "\n"), range("\r", "\r"), [0x2028, 0x2029]]);
export const DOT = complement(LINE_ENDS);
const DIGITS: CharacterSet = [range("0", "9")];
const WORDS = characterSet([range("0", "9"), range("A", "Z"), range("_", "_"), range("a", "z")]);
/** WhiteSpace and LineTerminator of ECMA-262 §12.2 and §12.3. */
const SPACES = characterSet([
  [9, 13],
  [32, 32],
  [160, 160],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
]);

/** The class escapes of ECMA-262 §22.2.1 without Unicode properties. */
export const CLASS_ESCAPES: Readonly<Record<string, CharacterSet>> = {
  d: DIGITS,
  D: complement(DIGITS),
  w: WORDS,
  W: complement(WORDS),
  s: SPACES,
  S: complement(SPACES),
};
