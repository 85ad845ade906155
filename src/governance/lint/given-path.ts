/**
 * Checks that a `given` is a plain JSONPath (RFC 9535 with the suffixes ~ and ^ of JSONPath-Plus). The engine behind
 * Spectral evaluates filters as script: `@.constructor.constructor('…')()` in a ruleset that is only data would run
 * code. Calls, regular expressions and inherited members are therefore no part of the language accepted here.
 */
export function givenFault(given: string): string | undefined {
  try {
    new GivenParser(given).parse();
    return undefined;
  } catch (error) {
    if (error instanceof GivenFault) return error.message;
    throw error;
  }
}

class GivenFault extends Error {}

const INHERITED = new Set(["constructor", "__proto__", "prototype", "__defineGetter__", "__lookupGetter__"]);
const NAME = /[A-Za-z_$][A-Za-z0-9_$]*/y;
const SEGMENT_NAME = /[A-Za-z0-9_$][A-Za-z0-9_$-]*/y;
const INTEGER = /-?[0-9]+/y;
const NUMBER = /-?[0-9]+(\.[0-9]+)?/y;
const COMPARISON = /===|!==|==|!=|<=|>=|<|>/y;
const QUOTED = /'(?:[^'\\]|\\['\\])*'|"(?:[^"\\]|\\["\\])*"/y;
const DEPTH_MAX = 20;

class GivenParser {
  #at = 0;
  #depth = 0;

  constructor(private readonly text: string) {}

  parse(): void {
    if (this.text.length > 500) throw this.#fault("is longer than 500 characters");
    this.#expect("$");
    while (this.#segment());
    while (this.#take("~") || this.#take("^"));
    if (this.#at < this.text.length) throw this.#fault("is not a plain JSONPath");
  }

  #segment(): boolean {
    if (this.#take("..")) {
      if (!this.#take("[")) this.#dotName();
      else this.#selectors();
      return true;
    }
    if (this.#take("[")) this.#selectors();
    else if (this.#take(".")) this.#dotName();
    else return false;
    return true;
  }

  #dotName(): void {
    if (this.#take("*")) return;
    this.#own(this.#match(SEGMENT_NAME) ?? this.#failName());
  }

  #selectors(): void {
    do {
      this.#spaces();
      this.#selector();
      this.#spaces();
    } while (this.#take(","));
    this.#expect("]");
  }

  #selector(): void {
    if (this.#take("*") || this.#quoted()) return;
    if (this.#take("?")) {
      this.#expect("(");
      this.#expression();
      this.#expect(")");
      return;
    }
    const name = this.#match(INTEGER) ?? this.#match(SEGMENT_NAME) ?? this.#failName();
    this.#own(name);
  }

  #expression(): void {
    if (++this.#depth > DEPTH_MAX) throw this.#fault("nests too deep");
    do {
      this.#spaces();
      this.#comparison();
      this.#spaces();
    } while (this.#take("&&") || this.#take("||"));
    this.#depth -= 1;
  }

  #comparison(): void {
    while (this.#take("!")) this.#spaces();
    this.#operand();
    this.#spaces();
    if (this.#match(COMPARISON) === undefined) return;
    this.#spaces();
    this.#operand();
  }

  #operand(): void {
    if (this.#take("(")) {
      this.#expression();
      this.#expect(")");
      return;
    }
    if (this.#take("@")) this.#memberPath();
    else if (!this.#quoted() && this.#match(NUMBER) === undefined) this.#keyword();
  }

  #memberPath(): void {
    this.#match(/property|parentProperty/y);
    for (;;) {
      if (this.#take(".")) this.#own(this.#match(NAME) ?? this.#failName());
      else if (this.#take("[")) {
        if (!this.#quoted() && this.#match(INTEGER) === undefined) this.#failName();
        this.#expect("]");
      } else return;
    }
  }

  #keyword(): void {
    const word = this.#match(NAME);
    const isKnown = word !== undefined && ["true", "false", "null", "undefined", "void"].includes(word);
    if (!isKnown) throw this.#fault("compares with something that is neither a member of @ nor a literal");
  }

  #quoted(): boolean {
    const text = this.#match(QUOTED);
    if (text === undefined) return false;
    this.#own(text.slice(1, -1));
    return true;
  }

  #own(name: string): void {
    if (INHERITED.has(name)) throw this.#fault(`names the inherited member ${name}`);
  }

  #failName(): never {
    throw this.#fault("has something else where a name is expected");
  }

  #spaces(): void {
    this.#match(/ */y);
  }

  #take(token: string): boolean {
    if (!this.text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw this.#fault(`lacks ${token}`);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #fault(what: string): GivenFault {
    return new GivenFault(`given ${this.text.slice(0, 120)} ${what} at character ${this.#at + 1}`);
  }
}
