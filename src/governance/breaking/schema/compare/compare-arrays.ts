import { elementSchemas, prefixLength, type MemberSchemas } from "../members.js";
import type { ContainsConstraint, SchemaNode } from "../schema-node.js";
import { compareLowerLimit } from "./compare-limits.js";
import type { SchemaPair } from "./schema-pair.js";

/** Length, elements, uniqueness and containment of arrays. */
export function compareArrays(pair: SchemaPair): void {
  if (!pair.hasType("array")) return;
  compareLowerLimit(pair, "minItems");
  compareLengths(pair);
  compareElements(pair);
  compareUniqueness(pair);
  for (const wanted of pair.b.contains) compareContains(pair, wanted);
}

/** The greatest length: `maxItems`, or the first position whose schema accepts nothing. */
export function greatestLength(
  { prover }: SchemaPair,
  node: SchemaNode,
): { value: number; pointer: string; rule: string } {
  const limit = node.limits.get("maxItems");
  const closed = closedPosition(node, (index) => {
    const { conjuncts } = elementSchemas(node, index);
    return conjuncts.length > 0 && prover.node(prover.conjunction(node, conjuncts)).types.size === 0;
  });
  const closedAt = closed ?? Infinity;
  if (limit !== undefined && limit.value <= closedAt) return { ...limit, rule: "max-items" };
  const pointer =
    closed === undefined ? node.pointer : (elementSchemas(node, closed).conjuncts[0]?.pointer ?? node.pointer);
  return { value: closedAt, pointer, rule: "items" };
}

function closedPosition(node: SchemaNode, isClosed: (index: number) => boolean): number | undefined {
  for (let index = 0; index <= prefixLength(node); index += 1) if (isClosed(index)) return index;
  return undefined;
}

function compareLengths(pair: SchemaPair): void {
  const [own, wanted] = [greatestLength(pair, pair.a), greatestLength(pair, pair.b)];
  if (own.value <= wanted.value) return;
  const { rule, pointer } = wanted;
  const isSet = own.value === Infinity;
  const a = isSet ? { pointer: pair.a.pointer } : { pointer: own.pointer, value: own.value };
  pair.gap({ rule, manner: isSet ? "set" : "ceiling", a, b: { pointer, value: wanted.value } });
}

function compareElements(pair: SchemaPair): void {
  const last = Math.max(prefixLength(pair.a), prefixLength(pair.b));
  const length = Math.min(greatestLength(pair, pair.a).value, greatestLength(pair, pair.b).value);
  for (let index = 0; index <= last && index < length; index += 1)
    compareElement(pair, elementSchemas(pair.a, index), elementSchemas(pair.b, index));
}

function compareElement(pair: SchemaPair, own: MemberSchemas, wanted: MemberSchemas): void {
  const [schema] = wanted.conjuncts;
  if (schema === undefined) return;
  if (own.conjuncts.length > 0) return pair.child(own.conjuncts, wanted.conjuncts);
  if (pair.proves([], wanted.conjuncts) === "yes") return;
  const rule = wanted.isDeclared ? "prefix-items" : "items";
  pair.gap({ rule, a: { pointer: pair.a.pointer }, b: { pointer: schema.pointer } });
}

function compareUniqueness(pair: SchemaPair): void {
  const { a, b } = pair;
  if (b.uniqueItems === undefined || a.uniqueItems !== undefined || greatestLength(pair, a).value <= 1) return;
  pair.gap({
    rule: "unique-items",
    manner: "set",
    a: { pointer: a.pointer },
    b: { pointer: b.uniqueItems, value: true },
  });
}

/** `b` counts matching elements; a `contains` of `a`, or its element schema, may already guarantee the count. */
function compareContains(pair: SchemaPair, wanted: ContainsConstraint): void {
  const { a } = pair;
  const own = a.contains[0];
  const side = own === undefined ? { pointer: a.pointer } : { pointer: own.pointer };
  const report = (rule: string, isSure: boolean): void =>
    pair.gap({
      rule,
      a: side,
      b: { pointer: wanted.pointer },
      ...(isSure ? {} : { doubt: "it cannot be decided how many elements match" }),
    });
  if (wanted.countMin > 0) {
    const isMatched = a.contains.filter(({ schema }) => pair.proves([schema], [wanted.schema]) === "yes");
    const isEnough = isMatched.some(({ countMin }) => countMin >= wanted.countMin) || isEveryElement(pair, wanted);
    if (!isEnough)
      report(isMatched.length > 0 ? "min-contains" : "contains", a.contains.length <= 1 && a.arrays.length === 0);
  }
  if (wanted.countMax !== undefined) {
    const { countMax } = wanted;
    const isBounded = a.contains.some(
      (known) => (known.countMax ?? Infinity) <= countMax && prove(pair, wanted, known) === "yes",
    );
    if (!isBounded && greatestLength(pair, a).value > countMax)
      report("max-contains", a.contains.length <= 1 && a.arrays.length === 0);
  }
}

/** Whatever matches `b`'s schema also matches `a`'s, so `a`'s upper count covers it. */
function prove(pair: SchemaPair, wanted: ContainsConstraint, known: ContainsConstraint): string {
  const { prover, a, b } = pair;
  return prover.proves(prover.conjunction(b, [wanted.schema]), prover.conjunction(a, [known.schema]));
}

function isEveryElement(pair: SchemaPair, wanted: ContainsConstraint): boolean {
  const { a } = pair;
  const countMin = a.limits.get("minItems")?.value ?? 0;
  if (countMin < wanted.countMin || a.arrays.length === 0) return false;
  for (let index = 0; index <= prefixLength(a); index += 1)
    if (pair.proves(elementSchemas(a, index).conjuncts, [wanted.schema]) !== "yes") return false;
  return true;
}
