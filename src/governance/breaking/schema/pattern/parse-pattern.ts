import { CLASS_ESCAPES, DOT, characterSet, complement, type CharacterSet } from "./character-set.js";
import type { PatternAlternative, PatternTree } from "./pattern-tree.js";

/** Thrown inside the parser for what is not regular or not understood: look-around, back references, `\b`, `\p`. */
class NotRegular extends Error {}

/** A longer pattern counts as not understood, which also bounds how deep the parser recurses. */
const PATTERN_LENGTH_MAX = 2000;

/** The alternatives of an ECMA-262 pattern, or undefined when it is not in the regular subset. */
export function parsePattern(pattern: string): readonly PatternAlternative[] | undefined {
  if (pattern.length > PATTERN_LENGTH_MAX) return undefined;
  try {
    return new PatternParser(pattern).alternatives();
  } catch (error) {
    if (error instanceof NotRegular) return undefined;
    throw error;
  }
}

const CONTROL_ESCAPES: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f", v: "\v", "0": "\0" };
const SYNTAX = /^[\^$\\.*+?()[\]{}|/-]$/;
const QUANTIFIER = /^\{(\d+)(?:(,)(\d*))?\}/;
const GROUP_OPENING = /^\((\?:|\?<[A-Za-z_$][\w$]*>)?(?!\?)/;

class PatternParser {
  readonly #symbols: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#symbols = Array.from(pattern);
  }

  alternatives(): PatternAlternative[] {
    const found = [this.#alternative()];
    while (this.#take("|")) found.push(this.#alternative());
    if (this.#at < this.#symbols.length) throw new NotRegular();
    return found;
  }

  #alternative(): PatternAlternative {
    const isAnchoredAtStart = this.#take("^");
    const tree = this.#sequence();
    return { tree, isAnchoredAtStart, isAnchoredAtEnd: this.#take("$") };
  }

  #choice(): PatternTree {
    const branches = [this.#sequence()];
    while (this.#take("|")) branches.push(this.#sequence());
    return { kind: "choice", branches };
  }

  #sequence(): PatternTree {
    const parts: PatternTree[] = [];
    while (this.#at < this.#symbols.length && !["|", ")", "$"].includes(this.#peek())) parts.push(this.#repeated());
    return { kind: "sequence", parts };
  }

  #repeated(): PatternTree {
    const part = this.#atom();
    const bounds = this.#bounds();
    if (bounds === undefined) return part;
    this.#take("?");
    return { kind: "repeat", part, min: bounds[0], max: bounds[1] };
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.#take("*")) return [0, Infinity];
    if (this.#take("+")) return [1, Infinity];
    if (this.#take("?")) return [0, 1];
    const match = QUANTIFIER.exec(this.#rest());
    if (match === null) return undefined;
    this.#at += match[0].length;
    const min = Number(match[1]);
    return [min, match[2] === undefined ? min : match[3] === "" ? Infinity : Number(match[3])];
  }

  #atom(): PatternTree {
    if (this.#peek() === "(") return this.#group();
    if (this.#take("[")) return { kind: "characters", set: this.#class() };
    if (this.#take(".")) return { kind: "characters", set: DOT };
    if (this.#take("\\")) return { kind: "characters", set: this.#escape() };
    if (["^", "*", "+", "?", "{", "}", "]"].includes(this.#peek())) throw new NotRegular();
    return { kind: "characters", set: single(this.#next()) };
  }

  #group(): PatternTree {
    const opening = GROUP_OPENING.exec(this.#rest());
    if (opening === null) throw new NotRegular();
    this.#at += opening[0].length;
    const tree = this.#choice();
    if (!this.#take(")")) throw new NotRegular();
    return tree;
  }

  #class(): CharacterSet {
    const isNegated = this.#take("^");
    const ranges: (readonly [number, number])[] = [];
    while (!this.#take("]")) ranges.push(...this.#classRange());
    const set = characterSet(ranges);
    return isNegated ? complement(set) : set;
  }

  #classRange(): CharacterSet {
    const from = this.#classAtom();
    if (this.#peek() !== "-" || this.#symbols[this.#at + 1] === "]") return from;
    this.#at += 1;
    const to = this.#classAtom();
    const [low, high] = [singleCodePoint(from), singleCodePoint(to)];
    if (low > high) throw new NotRegular();
    return [[low, high]];
  }

  #classAtom(): CharacterSet {
    return this.#take("\\") ? this.#escape() : single(this.#next());
  }

  #escape(): CharacterSet {
    const symbol = this.#next();
    const known = CLASS_ESCAPES[symbol];
    if (known !== undefined) return known;
    const control = CONTROL_ESCAPES[symbol];
    if (control !== undefined) return single(control);
    if (symbol === "x") return this.#hexadecimal(2);
    if (symbol === "u") return this.#hexadecimal(4);
    if (!SYNTAX.test(symbol) && !/^[^A-Za-z0-9]$/u.test(symbol)) throw new NotRegular();
    return single(symbol);
  }

  #hexadecimal(length: number): CharacterSet {
    const digits = this.#symbols.slice(this.#at, this.#at + length).join("");
    if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length !== length) throw new NotRegular();
    this.#at += length;
    return single(String.fromCodePoint(Number.parseInt(digits, 16)));
  }

  #rest(): string {
    return this.#symbols.slice(this.#at, this.#at + 80).join("");
  }

  #peek(): string {
    return this.#symbols[this.#at] ?? "";
  }

  #next(): string {
    const symbol = this.#symbols[this.#at];
    if (symbol === undefined) throw new NotRegular();
    this.#at += 1;
    return symbol;
  }

  #take(symbol: string): boolean {
    if (this.#peek() !== symbol) return false;
    this.#at += 1;
    return true;
  }
}

function single(symbol: string): CharacterSet {
  const codePoint = symbol.codePointAt(0) ?? 0;
  return [[codePoint, codePoint]];
}

function singleCodePoint(set: CharacterSet): number {
  const [first, ...rest] = set;
  if (first === undefined || rest.length > 0 || first[0] !== first[1]) throw new NotRegular();
  return first[0];
}
