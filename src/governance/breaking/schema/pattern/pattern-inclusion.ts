import { Automaton } from "./automaton.js";
import { LAST_CODE_POINT } from "./character-set.js";

/** `included`; or a text that the first accepts and the second refuses; or no answer. */
export type Inclusion =
  | { readonly answer: "included" }
  | { readonly answer: "excluded"; readonly text: string }
  | { readonly answer: "undecided" };

/** States looked at before giving up; keeps the worst pattern pair far below a second. */
const STATE_VISITS_MAX = 300_000;

/** The automaton of a pattern, cached; undefined when the pattern is not in the regular subset. */
export function automatonOf(pattern: string): Automaton | undefined {
  if (!automata.has(pattern)) {
    if (automata.size >= CACHE_SIZE_MAX) automata.clear();
    automata.set(pattern, Automaton.of(pattern));
  }
  return automata.get(pattern);
}

/** A pure function's cache: patterns repeat all over a contract. */
const automata = new Map<string, Automaton | undefined>();
const CACHE_SIZE_MAX = 2000;

/** Whether a pattern matches; undefined when the pattern is not understood. Linear, so no pattern can stall it. */
export function isPatternMatch(pattern: string, text: string): boolean | undefined {
  return automatonOf(pattern)?.matches(text);
}

/** Is every text of `inner` a text of `outer`? Walks both automata side by side, shortest texts first. */
export function inclusionOf(inner: Automaton | undefined, outer: Automaton | undefined): Inclusion {
  if (inner === undefined || outer === undefined) return { answer: "undecided" };
  const symbols = representatives(inner, outer);
  const queue = [{ left: inner.initial(), right: outer.initial(), text: "" }];
  const seen = new Set<string>();
  let visits = 0;
  for (const { left, right, text } of queue) {
    if (inner.accepts(left) && !outer.accepts(right)) return { answer: "excluded", text };
    visits += (left.length + right.length) * symbols.length;
    if (visits > STATE_VISITS_MAX) return { answer: "undecided" };
    for (const symbol of symbols) {
      const next = {
        left: inner.step(left, symbol),
        right: outer.step(right, symbol),
        text: text + String.fromCodePoint(symbol),
      };
      const key = `${next.left.join(",")}|${next.right.join(",")}`;
      if (next.left.length === 0 || seen.has(key)) continue;
      seen.add(key);
      queue.push(next);
    }
  }
  return { answer: "included" };
}

/** One code point for every stretch both automata treat alike; a readable one where the stretch has one. */
function representatives(inner: Automaton, outer: Automaton): number[] {
  const starts = [...new Set([0, ...inner.boundaries(), ...outer.boundaries()])]
    .filter((start) => start <= LAST_CODE_POINT)
    .toSorted((a, b) => a - b);
  const stretches = starts.map((start, index) => [start, (starts[index + 1] ?? LAST_CODE_POINT + 1) - 1] as const);
  return stretches.map(([low, high]) => READABLE.find((point) => low <= point && point <= high) ?? low);
}

const READABLE = Array.from("aA0 -!~", (symbol) => symbol.codePointAt(0) ?? 0);
