import type { Located } from "../schema-document.js";
import type { LimitKeyword, SchemaNode } from "../schema-node.js";
import { Automaton } from "../pattern/automaton.js";
import { automatonOf, inclusionOf } from "../pattern/pattern-inclusion.js";
import { compareLowerLimit, compareUpperLimit } from "./compare-limits.js";
import type { SchemaPair } from "./schema-pair.js";

/** Length, pattern and content of texts. */
export function compareTexts(pair: SchemaPair): void {
  if (!pair.hasType("string")) return;
  const { a, b } = pair;
  compareLowerLimit(pair, "minLength", hasLength(pair, "minLength"));
  compareUpperLimit(pair, "maxLength", hasLength(pair, "maxLength"));
  for (const pattern of b.patterns) comparePattern(pair, pattern);
  for (const encoding of b.contentEncodings) compareWord(pair, "content-encoding", a.contentEncodings, encoding);
  for (const mediaType of b.contentMediaTypes) compareWord(pair, "content-media-type", a.contentMediaTypes, mediaType);
  compareContentSchemas(pair);
}

/** A pattern of `a` may already imply the length `b` asks for: `^[A-Z]{3}$` has three characters. */
function hasLength({ a, b }: SchemaPair, keyword: LimitKeyword): boolean {
  const limit = b.limits.get(keyword)?.value;
  if (limit === undefined || a.patterns.length === 0) return false;
  const outer = keyword === "minLength" ? Automaton.ofLength(limit, Infinity) : Automaton.ofLength(0, limit);
  return a.patterns.some(({ value }) => inclusionOf(automatonOf(value), outer).answer === "included");
}

function comparePattern(pair: SchemaPair, wanted: Located<string>): void {
  const { a } = pair;
  if (a.patterns.some(({ value }) => value === wanted.value)) return;
  const inclusions = ownLanguages(a).map((inner) => inclusionOf(inner, automatonOf(wanted.value)));
  if (inclusions.some(({ answer }) => answer === "included")) return;
  const isProven = inclusions.some((found) => found.answer === "excluded" && isCounterexample(pair, found.text));
  const doubt = isProven ? {} : { doubt: "it cannot be decided whether every text of one side matches the pattern" };
  const manner = a.patterns.every(({ value }) => value === "") ? "set" : "strictness";
  pair.gap({ rule: "pattern", manner, a: a.patterns[0] ?? { pointer: a.pointer }, b: wanted, ...doubt });
}

/** Supersets of the texts `a` allows: its patterns, or without any its lengths. */
function ownLanguages({ patterns, limits }: SchemaNode): (Automaton | undefined)[] {
  if (patterns.length > 0) return patterns.map(({ value }) => automatonOf(value));
  const [min, max] = [limits.get("minLength")?.value ?? 0, limits.get("maxLength")?.value ?? Infinity];
  return [Automaton.ofLength(min, max) ?? Automaton.ofLength(0, Infinity)];
}

/** The text a pattern proof found counts only where the other constraints of `a` accept it too. */
function isCounterexample({ a, prover }: SchemaPair, text: string): boolean {
  const isFree = a.formats.length === 0 && a.contentEncodings.length === 0 && a.contentMediaTypes.length === 0;
  return isFree && prover.evaluate(a, text).answer === "accepted";
}

function compareWord(pair: SchemaPair, rule: string, own: readonly Located<string>[], wanted: Located<string>): void {
  if (own.some(({ value }) => value.toLowerCase() === wanted.value.toLowerCase())) return;
  const manner = own.length === 0 ? "set" : "strictness";
  pair.gap({ rule, manner, a: own[0] ?? { pointer: pair.a.pointer }, b: wanted });
}

function compareContentSchemas(pair: SchemaPair): void {
  const own = pair.a.contentSchemas;
  for (const wanted of pair.b.contentSchemas) {
    if (own.length === 0)
      pair.gap({ rule: "content-schema", a: { pointer: pair.a.pointer }, b: { pointer: wanted.pointer } });
    else pair.child(own, [wanted]);
  }
}
