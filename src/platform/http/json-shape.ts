const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SMALL_E = 0x65;
const CAPITAL_E = 0x45;
/** A double has at most 309 digits before its point. */
const DIGITS_MAX = 300;
/** U+0000 or a surrogate, written as an escape. */
const SUSPECT_ESCAPE = /\\u(?:0000|[dD][89a-fA-F])/;

/** What one pass over a JSON text tells without building its value. */
export interface JsonShape {
  /** Deepest nesting of objects and arrays. */
  readonly depth: number;
  /** Colons outside strings: the members that the text names, duplicates included. */
  readonly memberCount: number;
  /** True when a number or an escape needs the exact reader; not yet a fault. */
  readonly isSuspect: boolean;
}

/** Works on any text; what it says about one that is not JSON has no meaning. */
export function measureJsonShape(text: string): JsonShape {
  let depth = 0;
  let depthMax = 0;
  let memberCount = 0;
  let digitCount = 0;
  let isSuspect = text.includes("\\u") && SUSPECT_ESCAPE.test(text);
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (isDigit(character)) {
      if (++digitCount > DIGITS_MAX) isSuspect = true;
      continue;
    }
    if ((character === SMALL_E || character === CAPITAL_E) && digitCount > 0) isSuspect = true;
    digitCount = 0;
    if (character === QUOTE) index = endOfString(text, index);
    else if (character === COLON) memberCount++;
    else if (character === OPEN_BRACE || character === OPEN_BRACKET) depthMax = Math.max(depthMax, ++depth);
    else if (character === CLOSE_BRACE || character === CLOSE_BRACKET) depth--;
  }
  return { depth: depthMax, memberCount, isSuspect };
}

const isDigit = (character: number): boolean => character >= 0x30 && character <= 0x39;

/** Index of the closing quote, or the end of the text when there is none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, quote: number): boolean {
  let index = quote;
  while (text.charCodeAt(index - 1) === BACKSLASH) index--;
  return (quote - index) % 2 === 1;
}
