import { linearPattern } from "../lint/linear-pattern.js";

/** What Ajv asks of a regular expression; it keeps compiled ones by their text. */
interface Matcher {
  test(text: string): boolean;
  toString(): string;
}

const CHARACTER_CLASS = /\[(?:\\.|[^\]\\])*\]/gsu;
const BACK_REFERENCE = /\\(?:[1-9]|k<)/;
const ESCAPE = /\\(?:[ux]\{[^}]*\}|[pP]\{[^}]*\}|.)/gsu;
const INNERMOST_GROUP = /\([^()]*\)/g;
const REPEATED_GROUP = /\)(?:[*+]|\{\d+(?:,\d*)?\})/;
const UNBOUNDED = /[*+]|\{\d+,\}/g;
const BOUNDED = /\{(\d+),(\d+)\}/g;
const OPTIONAL = /\?/g;

/** Ways to divide a text among the bounded repetitions of a pattern; so many are tried at the worst, at each place. */
const WAYS_MAX = 10_000;
/** The same beside a repetition without an end, whose length multiplies them. */
const WAYS_BESIDE_UNBOUNDED_MAX = 100;

/**
 * Ajv's `code.regExp` for patterns of contracts, which others write: no value can make one of them take long. Patterns that
 * are plainly linear run on the host's engine, which is ten times as fast; all others on RE2, which never backtracks.
 * @throws SyntaxError for a pattern that is none, and for one that may take long and that RE2 does not know
 */
export const contractRegExp = Object.assign(
  (pattern: string, flags: string): Matcher => {
    if (isPlainlyLinear(pattern)) return new RegExp(pattern, flags);
    const test = linearPattern(pattern);
    return { test, toString: () => `/${pattern}/re2` };
  },
  { code: "contractRegExp" },
);

/**
 * True when the host's engine surely needs time in proportion to the text: anchored at the beginning, at most one
 * repetition without an end, no group repeated, few ways to match. Says no too often, which only costs speed.
 */
export function isPlainlyLinear(pattern: string): boolean {
  if (BACK_REFERENCE.test(pattern)) return false;
  const bare = pattern.replaceAll(CHARACTER_CLASS, "c").replaceAll(ESCAPE, "e");
  if (!bare.startsWith("^") || hasOuterAlternative(bare) || REPEATED_GROUP.test(bare)) return false;
  const unbounded = bare.match(UNBOUNDED)?.length ?? 0;
  return unbounded <= 1 && waysOf(bare) <= (unbounded === 0 ? WAYS_MAX : WAYS_BESIDE_UNBOUNDED_MAX);
}

/** `^a|b` is anchored in its first half only. */
function hasOuterAlternative(bare: string): boolean {
  let [before, after] = ["", bare];
  while (after !== before) [before, after] = [after, after.replaceAll(INNERMOST_GROUP, "g")];
  return after.includes("|");
}

function waysOf(bare: string): number {
  const ranges = [...bare.matchAll(BOUNDED)].map(([, least, most]) => Number(most) - Number(least) + 1);
  const optional = bare.match(OPTIONAL)?.length ?? 0;
  return ranges.reduce((product, range) => product * range, 2 ** optional);
}
