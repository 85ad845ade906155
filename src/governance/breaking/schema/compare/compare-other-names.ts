import type { Conjunct } from "../conjunction.js";
import type { ObjectGroup } from "../schema-node.js";
import type { SchemaPair } from "./schema-pair.js";

/** Members whose names no `properties` list: those of patterns and the rest. */
export function compareOtherNames(pair: SchemaPair): void {
  for (const group of pair.b.objects) {
    for (const { pattern, schema } of group.patterns) comparePattern(pair, pattern, schema);
    if (group.rest !== undefined) compareRest(pair, group, group.rest);
  }
  for (const { pattern, schema } of pair.a.objects.flatMap(({ patterns }) => patterns))
    comparePatternRest(pair, pattern, schema);
}

/** What `a` says about every name that nothing lists; the empty list where it says nothing. */
function restsOf(groups: readonly ObjectGroup[]): Conjunct[] {
  return groups.flatMap(({ rest }) => (rest === undefined ? [] : [rest]));
}

function patternSchemas(groups: readonly ObjectGroup[], wanted: string): Conjunct[] {
  return groups.flatMap(({ patterns }) =>
    patterns.filter(({ pattern }) => pattern === wanted).map(({ schema }) => schema),
  );
}

/**
 * Names that match a pattern of `b`: the same pattern of `a` answers for them, else its rest. Names may match other
 * patterns of `a` too, so those must fit as well.
 */
function comparePattern(pair: SchemaPair, pattern: string, schema: Conjunct): void {
  const { a } = pair;
  const same = patternSchemas(a.objects, pattern);
  if (same.length > 0) return pair.child(same, [schema]);
  const others = a.objects.flatMap(({ patterns }) => patterns.map((other) => other.schema));
  const answers = [restsOf(a.objects), ...others.map((other) => [other])].map((own) => pair.proves(own, [schema]));
  if (answers.every((answer) => answer === "yes")) return;
  const doubt = others.length === 0 && answers[0] === "no" ? {} : { doubt: "patterns of property names may overlap" };
  pair.gap({
    rule: "pattern-properties",
    a: { pointer: a.pointer },
    b: { pointer: schema.pointer },
    subjects: [pattern],
    ...doubt,
  });
}

/** Names that match a pattern of `a` which `b` does not know fall under `b`'s rest. */
function comparePatternRest(pair: SchemaPair, pattern: string, schema: Conjunct): void {
  const { b } = pair;
  if (patternSchemas(b.objects, pattern).length > 0) return;
  const wanted = restsOf(b.objects);
  const answer = wanted.length === 0 ? "yes" : pair.proves([schema], wanted);
  if (answer === "yes") return;
  const isSure = answer === "no" && !b.objects.some(({ patterns }) => patterns.length > 0);
  const doubt = isSure ? {} : { doubt: "patterns of property names may overlap" };
  const pointer = wanted[0]?.pointer ?? b.pointer;
  pair.gap({
    rule: "pattern-properties",
    name: "refusal",
    a: { pointer: schema.pointer },
    b: { pointer },
    subjects: [pattern],
    ...doubt,
  });
}

/** All other names: `a`'s rest against `b`'s. */
function compareRest(pair: SchemaPair, group: ObjectGroup, rest: Conjunct): void {
  const { a } = pair;
  const own = restsOf(a.objects);
  if (own.length > 0) return pair.child(own, [rest]);
  if (pair.proves([], [rest]) === "yes") return;
  const isUnevaluated =
    "unevaluatedProperties" in group.source.value && rest.pointer.endsWith("/unevaluatedProperties");
  const rule = isUnevaluated ? "unevaluated-properties" : "additional-properties";
  pair.gap({
    rule,
    a: { pointer: a.pointer },
    b: { pointer: rest.pointer, value: group.source.value["additionalProperties"] === false ? false : undefined },
  });
}
