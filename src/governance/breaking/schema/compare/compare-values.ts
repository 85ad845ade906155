import { canonicalJson } from "../../canonical-json.js";
import type { FactSide } from "../../fact.js";
import type { Evaluation } from "../evaluate.js";
import type { SchemaPair } from "./schema-pair.js";

/**
 * When `a` has finitely many values, each is decided on its own, which is exact.
 * Answers true when it was so and no other assertion needs to be looked at.
 */
export function compareFiniteValues(pair: SchemaPair): boolean {
  const finite = finiteValues(pair);
  if (finite === undefined) return false;
  const refusals = new Map<string, { evaluation: Exclude<Evaluation, { answer: "accepted" }>; values: unknown[] }>();
  for (const value of finite.values) {
    const evaluation = pair.prover.evaluate(pair.b, value);
    if (evaluation.answer === "accepted") continue;
    const key = `${evaluation.rule} ${evaluation.answer} ${evaluation.pointer}`;
    const known = refusals.get(key);
    if (known === undefined) refusals.set(key, { evaluation, values: [value] });
    else known.values.push(value);
  }
  for (const { evaluation, values } of refusals.values()) reportRefusal(pair, finite.side, evaluation, values);
  return true;
}

function reportRefusal(
  pair: SchemaPair,
  a: FactSide,
  { rule: refusing, answer, pointer }: Exclude<Evaluation, { answer: "accepted" }>,
  values: readonly unknown[],
): void {
  const isList = refusing === "enum" && pair.b.values !== undefined;
  const rule = isList && isExtensible(pair) ? "x-extensible-enum" : refusing;
  const b = { pointer, ...(isList ? { value: pair.b.values?.value } : {}) };
  const doubt =
    answer === "undecided" ? `it cannot be decided whether ${pointer} accepts every value of the list` : undefined;
  const manner = isList ? (pair.a.values === undefined ? "set" : "values") : undefined;
  pair.gap({ rule, manner, a, b, subjects: values.map(canonicalJson), ...(doubt === undefined ? {} : { doubt }) });
}

/** The base promised that its list may grow. */
function isExtensible({ a, b, direction }: SchemaPair): boolean {
  const base = direction === "narrowing" ? a : b;
  return base.annotations.get("x-extensible-enum")?.value === true;
}

/** The values of an enumeration, or of a schema that allows booleans and null only. */
function finiteValues({ a, b, prover }: SchemaPair): { side: FactSide; values: readonly unknown[] } | undefined {
  const listed = prover.possibleValues(a);
  if (listed !== undefined) {
    const { pointer, value } = listed;
    return { side: { pointer, value: a.values?.value ?? value }, values: value };
  }
  const types = [...prover.possibleTypes(a)];
  const isSmall = types.length > 0 && types.every((type) => type === "boolean" || type === "null");
  if (!isSmall || b.values === undefined) return undefined;
  const values = types.flatMap((type) => (type === "null" ? [null] : [false, true]));
  return { side: { pointer: a.pointer }, values };
}

/** `b` lists values and `a` does not: of infinitely many values in `a`, some are not in the list. */
export function compareEnumeration(pair: SchemaPair): void {
  const { a, b, prover } = pair;
  if (b.values === undefined || prover.possibleTypes(a).size === 0) return;
  const { pointer, value } = b.values;
  pair.gap({ rule: "enum", manner: "set", a: { pointer: a.pointer }, b: { pointer, value } });
}
