import type { Conjunct } from "../conjunction.js";
import type { Conditional, Opaque } from "../schema-node.js";
import type { SchemaPair } from "./schema-pair.js";

/** Negation, conditions and whatever cannot be taken apart. */
export function compareLogic(pair: SchemaPair): void {
  for (const wanted of pair.b.negations) compareNegation(pair, wanted);
  for (const wanted of pair.b.conditionals) compareConditional(pair, wanted);
  for (const wanted of pair.b.opaques) compareOpaque(pair, wanted);
}

/** `not N`: fine where `a` already excludes at least as much, or can never be an N. */
function compareNegation(pair: SchemaPair, wanted: Conjunct): void {
  const { a, b, prover } = pair;
  const excluded = prover.conjunction(b, [wanted]);
  const isExcluded = a.negations.some((own) => prover.proves(excluded, prover.conjunction(a, [own])) === "yes");
  if (isExcluded || prover.isDisjoint(a.conjunction, excluded)) return;
  const isSurelyHit = a.negations.length === 0 && a.sources.length === 0;
  const doubt = isSurelyHit ? {} : { doubt: "it cannot be decided whether the excluded schema was possible before" };
  pair.gap({
    rule: "not",
    a: { pointer: a.negations[0]?.pointer ?? a.pointer },
    b: { pointer: wanted.pointer },
    ...doubt,
  });
}

/** The same condition may promise more; any other is decided only if both branches hold anyway. */
function compareConditional(pair: SchemaPair, wanted: Conditional): void {
  const { a } = pair;
  const same = a.conditionals.find(({ test }) => pair.prover.isUnchanged(test, wanted.test));
  const own = a.sources.map((source) => ({ ...source, without: [...source.without, "if"] }));
  const branchHolds = (mine: Conjunct | undefined, theirs: Conjunct | undefined): boolean =>
    theirs === undefined || pair.proves(mine === undefined ? own : [...own, mine], [theirs]) === "yes";
  const isImplied =
    branchHolds(same?.consequence, wanted.consequence) && branchHolds(same?.alternative, wanted.alternative);
  if (isImplied) return;
  const pointer = same?.pointer ?? a.conditionals[0]?.pointer ?? a.pointer;
  pair.gap({
    rule: "if-then-else",
    a: { pointer },
    b: { pointer: wanted.pointer },
    doubt: "it cannot be decided which values the condition applies to",
  });
}

function compareOpaque(pair: SchemaPair, wanted: Opaque): void {
  const same = pair.a.opaques.find(
    (own) => own.keyword === wanted.keyword && pair.prover.isUnchanged(own, wanted) && own.pointer === wanted.pointer,
  );
  if (same !== undefined) return;
  const [own] = pair.a.opaques;
  const rule = RULES[wanted.keyword] ?? "dynamic-ref";
  const doubt = `${wanted.keyword} cannot be compared here`;
  pair.gap({ rule, a: { pointer: own?.pointer ?? pair.a.pointer }, b: { pointer: wanted.pointer }, doubt });
}

const RULES: Readonly<Record<string, string>> = {
  unevaluatedProperties: "unevaluated-properties",
  unevaluatedItems: "unevaluated-items",
};
