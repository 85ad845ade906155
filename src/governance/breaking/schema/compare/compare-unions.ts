import type { Conjunct } from "../conjunction.js";
import type { FlatSource } from "../flatten.js";
import type { SchemaNode, Union } from "../schema-node.js";
import { compareAnnotations } from "./compare-annotations.js";
import { branchesByRelation, counterpartOf, isVersionOf } from "./related-branch.js";
import type { SchemaPair } from "./schema-pair.js";

/** More combinations of branches than this are not tried. */
const ALTERNATIVE_COUNT_MAX = 256;

/** One way to choose a branch from every union of `a`; without unions it is `a` itself. */
interface Alternative {
  readonly conjuncts: readonly Conjunct[];
  /** The branch of `a`'s first union, and its position. */
  readonly branch: Conjunct | undefined;
  readonly index: number;
  readonly union: Union | undefined;
}

/** Takes unions apart; answers true when it did, so that the pair itself needs no further look. */
export function compareUnions(pair: SchemaPair): boolean {
  const { a, b } = pair;
  if (a.unions.length === 0 && b.unions.length === 0) return false;
  const alternatives = alternativesOf(a);
  if (alternatives === undefined) {
    const doubt = `more than ${ALTERNATIVE_COUNT_MAX} combinations of branches`;
    pair.gap({ rule: ruleOf(a.unions[0]), a: { pointer: a.pointer }, b: { pointer: b.pointer }, doubt });
  } else if (b.unions.length === 0) compareAlternatives(pair, alternatives);
  else {
    if (b.sources.some(saysMoreThanUnions)) pair.part(a.sources, withoutUnions(b));
    for (const union of b.unions) for (const alternative of alternatives) compareWithUnion(pair, alternative, union);
  }
  return true;
}

/** Every branch must fit; unless what stands beside the branches fits already. */
function compareAlternatives(pair: SchemaPair, alternatives: readonly Alternative[]): void {
  const { prover, a, b } = pair;
  if (prover.holds(prover.conjunction(a, withoutUnions(a)), b.conjunction) === "yes") return;
  const counterpart = alternatives.find(({ branch }) => branch !== undefined && isSameSchema(pair, branch));
  const main = counterpart ?? alternatives.find((own) => holdsIn(pair, own.conjuncts, b.conjunction.conjuncts));
  for (const alternative of alternatives)
    if (main === undefined || alternative === main) pair.part(alternative.conjuncts, b.conjunction.conjuncts);
    else compareStranger(pair, alternative, b.conjunction.conjuncts, b.pointer);
}

/** The branch is what `b` is on the other side: the same component, or the same content. */
function isSameSchema({ prover, a, b }: SchemaPair, branch: Conjunct): boolean {
  const [own] = prover.conjunction(a, [branch]).conjuncts;
  const [wanted, ...others] = b.conjunction.conjuncts;
  if (own === undefined || wanted === undefined || others.length > 0) return false;
  return own.pointer === wanted.pointer || prover.isUnchanged(own, wanted);
}

function holdsIn({ prover, a, b }: SchemaPair, own: readonly Conjunct[], wanted: readonly Conjunct[]): boolean {
  return prover.holds(prover.conjunction(a, own), prover.conjunction(b, wanted)) === "yes";
}

/**
 * What a profile tolerates, it tolerates while one thing evolves. A branch meets a schema here that is no version of
 * it: only plain inclusion makes that harmless.
 */
function compareStranger(
  pair: SchemaPair,
  { conjuncts, branch, union }: Alternative,
  wanted: readonly Conjunct[],
  pointer: string,
): void {
  if (pair.isBreaking && !holdsIn(pair, conjuncts, wanted)) return pair.part(conjuncts, wanted);
  const answer = pair.proves(conjuncts, wanted);
  if (answer === "yes") return;
  const doubt = answer === "no" ? {} : { doubt: "it cannot be decided whether the other schema accepts the branch" };
  pair.gap({ rule: ruleOf(union), a: { pointer: branch?.pointer ?? pair.a.pointer }, b: { pointer }, ...doubt });
}

function compareWithUnion(pair: SchemaPair, alternative: Alternative, union: Union): void {
  const { conjuncts } = alternative;
  const node = pair.prover.node(pair.prover.conjunction(pair.a, conjuncts));
  if (pair.prover.possibleTypes(node).size === 0) return;
  const cover = coverOf(pair, alternative, union);
  if (cover !== undefined) return acceptCover(pair, alternative, union, cover);
  if (pair.prover.possibleValues(node) !== undefined && pair.a.unions.length > 0)
    return pair.part(conjuncts, pair.b.conjunction.conjuncts);
  const parts = partsByType(pair, node);
  for (const part of parts.length > 1 ? parts : [conjuncts])
    compareUncovered(pair, { ...alternative, conjuncts: part }, union);
}

/** A branch that accepts every value; branches that share no value with the alternative are not worth a proof. */
function coverOf(pair: SchemaPair, { conjuncts, branch, index }: Alternative, union: Union): Conjunct | undefined {
  const { prover, a, b } = pair;
  // What cannot break needs no proof: the counterpart is shown, whatever it changed.
  const counterpart = pair.isBreaking ? undefined : counterpartOf(pair, branch, union);
  if (counterpart !== undefined) return counterpart;
  const own = prover.conjunction(a, conjuncts);
  return branchesByRelation(pair, branch, index, union).find((candidate, position) => {
    const theirs = prover.conjunction(b, [candidate]);
    if (position > 0 && prover.isDisjoint(own, theirs)) return false;
    if (prover.holds(own, theirs) !== "yes") return false;
    return isVersionOf(pair, branch, candidate, union) || prover.proves(own, theirs) === "yes";
  });
}

function acceptCover(pair: SchemaPair, alternative: Alternative, union: Union, cover: Conjunct): void {
  const { prover, a, b } = pair;
  pair.settledPart(alternative.conjuncts, [cover]);
  if (alternative.branch !== undefined)
    compareAnnotations(
      pair,
      prover.node(prover.conjunction(a, [alternative.branch])),
      prover.node(prover.conjunction(b, [cover])),
    );
  if (union.keyword === "oneOf" && pair.isBreaking) compareOverlaps(pair, alternative, union, cover);
}

/** Values of several types may be covered by several branches: `[string, null]` by a text branch and a null branch. */
function partsByType({ prover }: SchemaPair, node: SchemaNode): Conjunct[][] {
  return [...prover.possibleTypes(node)].map((type) => [
    ...node.sources,
    { pointer: node.pointer, value: { type }, label: `type ${type}` },
  ]);
}

/** No branch as a whole covers the values: says where its counterpart fails, or that there is none. */
function compareUncovered(pair: SchemaPair, alternative: Alternative, union: Union): void {
  const { prover, a, b } = pair;
  const { conjuncts, branch } = alternative;
  const cover = coverOf(pair, alternative, union);
  if (cover !== undefined) return acceptCover(pair, alternative, union, cover);
  const types = prover.possibleTypes(prover.node(prover.conjunction(a, conjuncts)));
  const similar = union.branches.filter((candidate) =>
    [...prover.possibleTypes(prover.node(prover.conjunction(b, [candidate])))].some((type) => types.has(type)),
  );
  const counterpart = counterpartOf(pair, branch, union);
  if (counterpart !== undefined) return pair.part(conjuncts, [counterpart]);
  const [only] = similar;
  if (only !== undefined && similar.length === 1)
    return compareStranger(pair, { ...alternative, union }, [only], union.pointer);
  const pointer = branch?.pointer ?? a.pointer;
  pair.gap({ rule: ruleOf(union), a: { pointer }, b: { pointer: union.pointer } });
}

/** `oneOf` refuses what two branches accept: each other branch must stay clear of the covered values. */
function compareOverlaps(pair: SchemaPair, alternative: Alternative, union: Union, cover: Conjunct): void {
  for (const other of union.branches) {
    if (other === cover || staysClear(pair, alternative, other)) continue;
    const doubt = "it cannot be decided whether a value fits two branches at once";
    const pointer = alternative.branch?.pointer ?? pair.a.pointer;
    pair.gap({ rule: "one-of", name: "overlap", a: { pointer }, b: { pointer: other.pointer }, doubt });
  }
}

/** Nothing is in both; or `a` was exactly-one too and already kept these values out of a wider branch. */
function staysClear(pair: SchemaPair, { conjuncts, union, branch }: Alternative, other: Conjunct): boolean {
  const { prover, a, b } = pair;
  const theirs = prover.conjunction(b, [other]);
  if (prover.isDisjoint(prover.conjunction(a, conjuncts), theirs)) return true;
  if (union?.keyword !== "oneOf") return false;
  return union.branches.some((own) => own !== branch && prover.proves(theirs, prover.conjunction(a, [own])) === "yes");
}

/** All combinations of one branch per union, or undefined when there are too many. */
function alternativesOf(node: SchemaNode): Alternative[] | undefined {
  const count = node.unions.reduce((product, { branches }) => product * branches.length, 1);
  if (count > ALTERNATIVE_COUNT_MAX) return undefined;
  const start: Alternative = { conjuncts: withoutUnions(node), branch: undefined, index: 0, union: undefined };
  return node.unions.reduce<Alternative[]>(
    (known, union) =>
      known.flatMap((alternative) => union.branches.map((branch, index) => choose(alternative, union, branch, index))),
    [start],
  );
}

function choose(alternative: Alternative, union: Union, branch: Conjunct, index: number): Alternative {
  const conjuncts = [...alternative.conjuncts, branch];
  return alternative.union === undefined ? { conjuncts, branch, index, union } : { ...alternative, conjuncts };
}

/** Keywords that decide nothing beside a union. */
const SILENT = new Set([
  "anyOf",
  "oneOf",
  "$ref",
  "allOf",
  "title",
  "description",
  "discriminator",
  "example",
  "examples",
  "default",
]);

function saysMoreThanUnions({ value }: FlatSource): boolean {
  return Object.keys(value).some((keyword) => !SILENT.has(keyword));
}

function withoutUnions({ sources }: SchemaNode): Conjunct[] {
  return sources.map((source) => {
    const keywords = ["anyOf", "oneOf"].filter((keyword) => Array.isArray(source.value[keyword]));
    return keywords.length === 0 ? source : { ...source, without: [...new Set([...source.without, ...keywords])] };
  });
}

function ruleOf(union: Union | undefined): string {
  return union?.keyword === "oneOf" ? "one-of" : "any-of";
}
