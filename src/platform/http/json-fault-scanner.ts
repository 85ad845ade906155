import { pointerToken } from "../../kernel/finding.js";
import { JsonFault, type JsonFaultKind } from "./json-fault.js";

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;
const WHITE_SPACE = /[ \t\n\r]*/y;
/** A run of characters that need no look: from the space on, without the quote and the backslash. */
const PLAIN_TEXT = /[ !#-[\]-\uffff]*/y;
/** With the u flag a complete pair is one code point, so only a half matches. */
const LONE_SURROGATE = /\p{Surrogate}/u;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Reads a JSON text exactly (RFC 8259 grammar, I-JSON restrictions of RFC 7493 §2) and reports where its first fault is.
 * Slow and only run when the fast path has reason to suspect one. Recursion is bounded by `depthMax`.
 */
export function findJsonFault(text: string, depthMax: number): JsonFault | undefined {
  try {
    new JsonFaultScanner(text, depthMax).scanDocument();
    return undefined;
  } catch (error) {
    if (error instanceof JsonFault) return error;
    throw error;
  }
}

class JsonFaultScanner {
  #offset = 0;
  readonly #path: (string | number)[] = [];

  constructor(
    private readonly text: string,
    private readonly depthMax: number,
  ) {}

  scanDocument(): void {
    if (this.text.startsWith("\ufeff")) this.#fail("MALFORMED", "starts with a byte order mark; send UTF-8 without it");
    this.#skipWhiteSpace();
    if (this.#offset === this.text.length) this.#fail("MALFORMED", "is empty");
    this.#scanValue();
    this.#skipWhiteSpace();
    if (this.#offset < this.text.length) this.#fail("MALFORMED", "goes on after its value");
  }

  #scanValue(): void {
    const character = this.text[this.#offset];
    if (character === "{") this.#scanContainer("}", () => this.#scanMember(new Set<string>()));
    else if (character === "[") this.#scanContainer("]", () => this.#scanElement());
    else if (character === '"') this.#scanString();
    else if (this.#take(LITERAL) === undefined) this.#scanNumber();
  }

  /** `open` makes the reader of the members, so that every object has its own set of names. */
  #scanContainer(close: "}" | "]", open: () => (index: number) => void): void {
    if (this.#path.length >= this.depthMax) this.#fail("TOO_DEEP", `is nested deeper than ${this.depthMax} levels`);
    const scanEntry = open();
    this.#offset++;
    this.#skipWhiteSpace();
    for (let index = 0; !this.#takeCharacter(close); index++) {
      if (index > 0) this.#expect(",", `or "${close}" after a value`);
      this.#skipWhiteSpace();
      scanEntry(index);
      this.#skipWhiteSpace();
    }
  }

  #scanElement(): (index: number) => void {
    return (index) => {
      this.#path.push(index);
      this.#scanValue();
      this.#path.pop();
    };
  }

  #scanMember(names: Set<string>): () => void {
    return () => {
      if (this.text[this.#offset] !== '"') this.#fail("MALFORMED", "has no member name in double quotes");
      const name = this.#scanString();
      this.#path.push(name);
      if (name === "__proto__") this.#fail("FORBIDDEN_KEY", "has a member named __proto__, which is not allowed");
      if (names.has(name)) this.#fail("DUPLICATE_KEY", "names this member twice");
      names.add(name);
      this.#skipWhiteSpace();
      this.#expect(":", "after a member name");
      this.#skipWhiteSpace();
      this.#scanValue();
      this.#path.pop();
    };
  }

  #scanString(): string {
    const start = this.#offset++;
    for (;;) {
      this.#take(PLAIN_TEXT);
      const character = this.text[this.#offset];
      if (character === '"') break;
      if (character === undefined) this.#fail("MALFORMED", "ends inside a string");
      if (character !== "\\") this.#fail("MALFORMED", "has a control character in a string; escape it");
      if (this.#take(ESCAPE) === undefined) this.#fail("MALFORMED", "has an unknown escape in a string");
    }
    this.#offset++;
    const value: unknown = JSON.parse(this.text.slice(start, this.#offset));
    return this.#checkText(String(value));
  }

  #checkText(value: string): string {
    if (value.includes("\u0000"))
      this.#fail("BAD_TEXT", "has the character U+0000 in a string, which cannot be stored");
    if (LONE_SURROGATE.test(value)) this.#fail("BAD_TEXT", "has half of a surrogate pair in a string (RFC 7493 §2.1)");
    return value;
  }

  #scanNumber(): void {
    const literal = this.#take(NUMBER);
    if (literal === undefined) this.#fail("MALFORMED", "has something else where a value should be");
    if (!Number.isFinite(Number(literal)))
      this.#fail("BAD_NUMBER", "has a number beyond the range of IEEE 754 doubles");
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#offset;
    const match = pattern.exec(this.text);
    if (match === null) return undefined;
    this.#offset = pattern.lastIndex;
    return match[0];
  }

  #takeCharacter(character: string): boolean {
    if (this.text[this.#offset] !== character) return false;
    this.#offset++;
    return true;
  }

  #expect(character: string, place: string): void {
    if (!this.#takeCharacter(character)) this.#fail("MALFORMED", `lacks "${character}" ${place}`);
  }

  #skipWhiteSpace(): void {
    this.#take(WHITE_SPACE);
  }

  #fail(kind: JsonFaultKind, reason: string): never {
    const pointer = this.#path.map((token) => `/${pointerToken(token)}`).join("");
    throw new JsonFault(kind, reason, pointer, this.#offset);
  }
}
