import { RE2JS } from "re2js";

/** A matcher in linear time, or undefined when the pattern is none that RE2 accepts. */
export function linearMatcher(pattern: string): ((text: string) => boolean) | undefined {
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return (text) => compiled.matcher(text).find();
  } catch {
    return undefined;
  }
}

/** True when the pattern begins at the first and ends at the last character, in every alternative. */
export function isAnchored(pattern: string): boolean {
  return pattern.startsWith("^") && /(^|[^\\])(\\\\)*\$$/.test(pattern) && !hasOuterAlternative(pattern);
}

/** True when the pattern is anchored and has no quantifier without an upper bound. */
export function isLengthBounded(pattern: string): boolean {
  return isAnchored(pattern) && !/[*+]|\{[0-9]+,\}/.test(withoutLiterals(pattern));
}

/** `^a|b$` is anchored on neither side. */
function hasOuterAlternative(pattern: string): boolean {
  let depth = 0;
  for (const character of withoutLiterals(pattern)) {
    if (character === "(") depth += 1;
    else if (character === ")") depth -= 1;
    else if (character === "|" && depth === 0) return true;
  }
  return false;
}

/** The pattern without escaped characters and character classes, whose signs are no operators. */
function withoutLiterals(pattern: string): string {
  return pattern.replace(/\\./g, "").replace(/\[[^\]]*\]/g, "c");
}
