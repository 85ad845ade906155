import type { Fact } from "../../fact.js";
import type { SchemaNode } from "../schema-node.js";
import type { SchemaPair } from "./schema-pair.js";

/** Longest text that is tried; greater limits are left undecided. */
const TEXT_LENGTH_MAX = 1000;

/**
 * Tries a few plain values at the limits both schemas mention. One that `a` accepts and `b` refuses settles a doubt
 * about the rule that refuses it.
 */
export function refute(pair: SchemaPair): void {
  if (!pair.facts.some(({ kind }) => kind === "undecided")) return;
  const refusing = new Set<string>();
  for (const value of [...candidates(pair, pair.a), ...candidates(pair, pair.b)]) {
    if (pair.prover.evaluate(pair.a, value).answer !== "accepted") continue;
    const evaluation = pair.prover.evaluate(pair.b, value);
    if (evaluation.answer === "refused") refusing.add(evaluation.rule);
  }
  pair.facts.forEach((fact, index) => {
    if (fact.kind === "undecided" && refusing.has(fact.rule)) pair.facts[index] = proven(fact, pair);
  });
}

function proven(fact: Fact, { direction }: SchemaPair): Fact {
  const { note: _note, ...rest } = fact;
  return { ...rest, kind: direction === "narrowing" ? "narrowed" : "widened" };
}

function candidates({ prover }: SchemaPair, node: SchemaNode): unknown[] {
  const branches = node.unions.flatMap((union) => union.branches);
  const nodes = [node, ...branches.map((branch) => prover.node(prover.conjunction(node, [branch])))];
  const lengths = around(nodes.flatMap(lengthLimits)).filter((length) => length >= 0 && length <= TEXT_LENGTH_MAX);
  const listed = nodes.flatMap(({ values }) => values?.value ?? []);
  const texts = lengths.map((length) => "a".repeat(length));
  return ["", null, true, false, 0, 0.5, ...listed, ...texts, ...around(nodes.flatMap(numberLimits))];
}

function lengthLimits({ limits }: SchemaNode): number[] {
  return (["minLength", "maxLength"] as const).flatMap((keyword) => limits.get(keyword)?.value ?? []);
}

function numberLimits({ minimum, maximum }: SchemaNode): number[] {
  return [minimum, maximum].flatMap((bound) => bound?.value.limit ?? []);
}

function around(limits: readonly number[]): number[] {
  return [...new Set(limits.flatMap((limit) => [limit - 1, limit, limit + 1]))].toSorted((a, b) => a - b);
}
