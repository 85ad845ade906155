import { RE2JS } from "re2js";

/**
 * Compiles a pattern of a ruleset or contract for matching in linear time (RE2), so that none can hang the reader.
 * @throws SyntaxError when the pattern is no RE2 pattern (look-around and back-references are not).
 */
export function linearPattern(pattern: string): (text: string) => boolean {
  const compiled = compile(pattern);
  return (text) => compiled.matcher(text).find();
}

/** Why a pattern is not accepted, or undefined. */
export function patternFault(pattern: string): string | undefined {
  try {
    compile(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern));
  } catch (error) {
    throw new SyntaxError(`${pattern.slice(0, 120)} is no RE2 pattern`, { cause: error });
  }
}
