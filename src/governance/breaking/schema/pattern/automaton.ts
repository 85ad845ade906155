import { ANY_CHARACTER, hasCodePoint, type CharacterSet } from "./character-set.js";
import { parsePattern } from "./parse-pattern.js";
import type { PatternAlternative, PatternTree } from "./pattern-tree.js";

/** More states than this, and a pattern counts as not understood: `(a{1000}){1000}` must cost nothing. */
const STATE_COUNT_MAX = 4000;

class TooLarge extends Error {}

/** A non-deterministic automaton with empty moves, which reads a text in time linear in its length. */
export class Automaton {
  readonly #empty: number[][] = [];
  readonly #moves: { readonly set: CharacterSet; readonly to: number }[][] = [];
  readonly #start: number;
  readonly #end: number;

  private constructor(alternatives: readonly PatternAlternative[]) {
    this.#start = this.#state();
    this.#end = this.#state();
    for (const alternative of alternatives) this.#addAlternative(alternative);
  }

  /** The texts an ECMA-262 pattern matches somewhere, or undefined when that is not understood. */
  static of(pattern: string): Automaton | undefined {
    const alternatives = parsePattern(pattern);
    return alternatives === undefined ? undefined : Automaton.ofAlternatives(alternatives);
  }

  /** Texts of `min` to `max` code points. */
  static ofLength(min: number, max: number): Automaton | undefined {
    const tree: PatternTree = { kind: "repeat", part: { kind: "characters", set: ANY_CHARACTER }, min, max };
    return Automaton.ofAlternatives([{ tree, isAnchoredAtStart: true, isAnchoredAtEnd: true }]);
  }

  private static ofAlternatives(alternatives: readonly PatternAlternative[]): Automaton | undefined {
    try {
      return new Automaton(alternatives);
    } catch (error) {
      if (error instanceof TooLarge) return undefined;
      throw error;
    }
  }

  /** States before the first character, sorted. */
  initial(): readonly number[] {
    return this.#closure([this.#start]);
  }

  /** States after one more character, sorted. */
  step(states: readonly number[], codePoint: number): readonly number[] {
    const next = states.flatMap((state) =>
      (this.#moves[state] ?? []).filter(({ set }) => hasCodePoint(set, codePoint)).map(({ to }) => to),
    );
    return this.#closure(next);
  }

  accepts(states: readonly number[]): boolean {
    return states.includes(this.#end);
  }

  matches(text: string): boolean {
    let states = this.initial();
    for (const symbol of text) states = this.step(states, symbol.codePointAt(0) ?? 0);
    return this.accepts(states);
  }

  /** First code points of the stretches that this automaton treats alike. */
  boundaries(): number[] {
    return this.#moves.flat().flatMap(({ set }) => set.flatMap(([low, high]) => [low, high + 1]));
  }

  #addAlternative({ tree, isAnchoredAtStart, isAnchoredAtEnd }: PatternAlternative): void {
    const from = this.#state();
    const to = this.#state();
    this.#emptyMove(this.#start, from);
    this.#emptyMove(to, this.#end);
    if (!isAnchoredAtStart) this.#moves[from]?.push({ set: ANY_CHARACTER, to: from });
    if (!isAnchoredAtEnd) this.#moves[to]?.push({ set: ANY_CHARACTER, to });
    // The tree gets ends of its own, so that the loops above are never inside a repetition.
    const inner = this.#state();
    this.#emptyMove(from, inner);
    this.#emptyMove(this.#add(tree, inner), to);
  }

  /** Adds a tree that starts in `from`; answers the state it ends in. */
  #add(tree: PatternTree, from: number): number {
    if (tree.kind === "sequence") return tree.parts.reduce((state, part) => this.#add(part, state), from);
    if (tree.kind === "repeat") return this.#addRepeat(tree, from);
    const to = this.#state();
    if (tree.kind === "characters") this.#moves[from]?.push({ set: tree.set, to });
    else for (const branch of tree.branches) this.#emptyMove(this.#add(branch, this.#fork(from)), to);
    return to;
  }

  #addRepeat({ part, min, max }: Extract<PatternTree, { kind: "repeat" }>, from: number): number {
    let state = from;
    for (let count = 0; count < min; count += 1) state = this.#add(part, state);
    if (max === Infinity) return this.#addLoop(part, state);
    const end = this.#state();
    for (let count = min; count < max; count += 1) {
      this.#emptyMove(state, end);
      state = this.#add(part, this.#fork(state));
    }
    this.#emptyMove(state, end);
    return end;
  }

  #addLoop(part: PatternTree, from: number): number {
    const head = this.#fork(from);
    this.#emptyMove(this.#add(part, this.#fork(head)), head);
    return this.#fork(head);
  }

  #fork(from: number): number {
    const state = this.#state();
    this.#emptyMove(from, state);
    return state;
  }

  #state(): number {
    if (this.#moves.length >= STATE_COUNT_MAX) throw new TooLarge();
    this.#empty.push([]);
    return this.#moves.push([]) - 1;
  }

  #emptyMove(from: number, to: number): void {
    this.#empty[from]?.push(to);
  }

  #closure(states: readonly number[]): readonly number[] {
    const reached = new Set(states);
    for (const state of reached) for (const next of this.#empty[state] ?? []) reached.add(next);
    return [...reached].toSorted((a, b) => a - b);
  }
}
