import { declaredNames, memberSchemas, type MemberSchemas } from "../members.js";
import type { SchemaNode } from "../schema-node.js";
import { compareDependents } from "./compare-dependents.js";
import { compareLowerLimit, compareUpperLimit } from "./compare-limits.js";
import { compareOtherNames } from "./compare-other-names.js";
import type { Manner } from "./gap.js";
import type { SchemaPair } from "./schema-pair.js";

/** Members, their names and their number. */
export function compareObjects(pair: SchemaPair): void {
  if (!pair.hasType("object")) return;
  const { a, b } = pair;
  compareLowerLimit(pair, "minProperties", a.required.size >= (b.limits.get("minProperties")?.value ?? 0));
  compareUpperLimit(pair, "maxProperties", closedSize(pair, a) <= (b.limits.get("maxProperties")?.value ?? Infinity));
  const names = new Set([...declaredNames(a), ...declaredNames(b)]);
  for (const name of [...names].toSorted()) compareMember(pair, name);
  for (const [name, pointer] of b.required) compareRequired(pair, name, pointer);
  compareOtherNames(pair);
  comparePropertyNames(pair);
  compareDependents(pair);
}

/** A read-only member does not count in a request, nor a write-only one in a response (OpenAPI 3.1 §4.8.24). */
function isHidden(pair: SchemaPair, node: SchemaNode, name: string): boolean {
  const { document } = node.conjunction;
  const { conjuncts } = memberSchemas(node, name);
  if (conjuncts.length === 0 || !document.hasHiddenMembers) return false;
  const { annotations } = pair.prover.node(pair.prover.conjunction(node, conjuncts));
  return annotations.get(pair.prover.view === "request" ? "readOnly" : "writeOnly")?.value === true;
}

/** How many members an object can have at most, when nothing but listed names is allowed. */
function closedSize({ prover }: SchemaPair, node: SchemaNode): number {
  const isClosed = node.objects.some(
    ({ rest, patterns }) =>
      patterns.length === 0 && rest !== undefined && prover.node(prover.conjunction(node, [rest])).types.size === 0,
  );
  return isClosed ? declaredNames(node).length : Infinity;
}

function compareMember(pair: SchemaPair, name: string): void {
  const { a, b, prover } = pair;
  const [own, wanted] = [memberSchemas(a, name), memberSchemas(b, name)];
  if ((wanted.conjuncts.length === 0 && !wanted.isUncertain) || isSame(pair, own, wanted)) return;
  if (isHidden(pair, a, name) || isHidden(pair, b, name)) return annotateHidden(pair, name);
  const isImpossible = prover.node(prover.conjunction(a, own.conjuncts)).types.size === 0;
  if (isImpossible) return;
  const sides = {
    a: { pointer: own.conjuncts[0]?.pointer ?? a.pointer },
    b: { pointer: wanted.conjuncts[0]?.pointer ?? b.pointer },
    subjects: [name],
  };
  if (wanted.isUncertain)
    return pair.gap({ rule: "pattern-properties", ...sides, doubt: "a pattern of property names could not be read" });
  if (prover.node(prover.conjunction(b, wanted.conjuncts)).types.size === 0)
    return pair.gap({ rule: "properties", name: "refusal", ...sides });
  if (own.conjuncts.length > 0) return pair.child(own.conjuncts, wanted.conjuncts);
  if (!wanted.isDeclared || pair.proves([], wanted.conjuncts) === "yes") return;
  const manner = b.required.has(name) ? "requirement" : undefined;
  pair.gap({ rule: "properties", name: "description", manner, ...sides });
}

/** Most members of a changed object did not change themselves. */
function isSame({ prover }: SchemaPair, own: MemberSchemas, wanted: MemberSchemas): boolean {
  const [[mine], [theirs]] = [own.conjuncts, wanted.conjuncts];
  const isSingle =
    own.conjuncts.length === 1 && wanted.conjuncts.length === 1 && !own.isUncertain && !wanted.isUncertain;
  return isSingle && mine !== undefined && theirs !== undefined && prover.isUnchanged(mine, theirs);
}

/** The schemas of a hidden member bind nobody in this view; only that it is hidden on one side is worth a fact. */
function annotateHidden(pair: SchemaPair, name: string): void {
  const { a, b, direction, prover } = pair;
  if (direction !== "narrowing" || isHidden(pair, a, name) === isHidden(pair, b, name)) return;
  const rule = prover.view === "request" ? "read-only" : "write-only";
  const side = (node: SchemaNode) => ({ pointer: memberSchemas(node, name).conjuncts[0]?.pointer ?? node.pointer });
  const becomesHidden = isHidden(pair, b, name);
  const isDemanded = (becomesHidden ? a : b).required.has(name);
  pair.fact({
    rule,
    change: becomesHidden ? "narrowed" : "widened",
    ...(isDemanded ? { manner: becomesHidden ? "required-hidden" : "required-shown" } : {}),
    kind: becomesHidden ? "narrowed" : "widened",
    base: side(a),
    revision: side(b),
    subjects: [name],
  });
}

function compareRequired(pair: SchemaPair, name: string, pointer: string): void {
  const { a, b } = pair;
  if (isHidden(pair, b, name) || (a.required.has(name) && !isHidden(pair, a, name))) return;
  const manner = demandManner(pair, name);
  pair.gap({ rule: "required", manner, a: { pointer: a.pointer }, b: { pointer }, subjects: [name] });
}

/** Why a member is demanded on one side only; undefined where the demand itself is the difference. */
function demandManner(pair: SchemaPair, name: string): Manner | undefined {
  const { a, b, prover } = pair;
  if (a.required.has(name)) return "visibility";
  const { annotations } = prover.node(prover.conjunction(b, memberSchemas(b, name).conjuncts));
  return annotations.has("default") ? "default" : undefined;
}

function comparePropertyNames(pair: SchemaPair): void {
  const { a, b } = pair;
  if (b.propertyNames.length === 0) return;
  const text = { pointer: a.pointer, value: { type: "string" }, label: "name" };
  const own = [...a.propertyNames, text];
  if (closedSize(pair, a) !== Infinity) return compareListedNames(pair, declaredNames(a));
  if (a.propertyNames.length > 0) return pair.child(own, b.propertyNames);
  const pointer = b.propertyNames[0]?.pointer ?? b.pointer;
  if (pair.proves(own, b.propertyNames) !== "yes")
    pair.gap({ rule: "property-names", a: { pointer: a.pointer }, b: { pointer } });
}

function compareListedNames(pair: SchemaPair, names: readonly string[]): void {
  const { a, b, prover } = pair;
  const allowed = prover.node(prover.conjunction(b, b.propertyNames));
  for (const name of names) {
    const evaluation = prover.evaluate(allowed, name);
    if (evaluation.answer === "accepted") continue;
    const doubt = evaluation.answer === "refused" ? {} : { doubt: "it cannot be decided whether the name is allowed" };
    pair.gap({
      rule: "property-names",
      a: { pointer: a.pointer },
      b: { pointer: evaluation.pointer },
      subjects: [name],
      ...doubt,
    });
  }
}
