import type { Fact } from "../fact.js";
import type { View } from "../view.js";
import { comparePair } from "./compare/compare-pair.js";
import { isDisjoint } from "./compare/disjoint.js";
import type { Direction } from "./compare/gap.js";
import { possibleTypesOf } from "./compare/possible-values.js";
import { SchemaPair, type ChildPair, type Inclusion, type Prover } from "./compare/schema-pair.js";
import type { Conjunct, Conjunction } from "./conjunction.js";
import { evaluate, type Evaluation } from "./evaluate.js";
import { InclusionGraph, type PairComparer, type PairResult } from "./inclusion-graph.js";
import type { JsonType } from "./json-type.js";
import { PlainParts } from "./plain-parts.js";
import type { PlacedFact } from "./reachable-facts.js";
import type { Located } from "./schema-document.js";
import type { SchemaNode } from "./schema-node.js";
import type { SchemaReader } from "./schema-reader.js";
import type { UnchangedClosure } from "./unchanged-closure.js";

/** True for a fact that the profile would not let pass. */
export type IsBlocking = (fact: Fact) => boolean;

/** Compares schemas of two documents in one view, each pair once, recursive schemas included. */
export class SchemaComparer implements Prover, PairComparer {
  readonly #graph = new InclusionGraph(this);
  readonly #types = new WeakMap<SchemaNode, ReadonlySet<JsonType>>();
  readonly #disjoint = new Map<string, boolean>();
  readonly #values = new WeakMap<SchemaNode, Located<readonly unknown[]>>();

  constructor(
    private readonly base: SchemaReader,
    private readonly revision: SchemaReader,
    private readonly closure: UnchangedClosure,
    readonly view: View,
    private readonly isRefused: IsBlocking,
    /** Comparers of other views of the same two documents may share it. */
    private readonly parts: PlainParts = new PlainParts(closure),
  ) {}

  /** Looks at two schemas of different documents, and at what they refer to. */
  include(a: Conjunction, b: Conjunction): void {
    this.#graph.include({ a, b, isCounterpart: true });
  }

  /** Every fact between two schemas that were included; equal lists are the same list. */
  factsBetween(a: Conjunction, b: Conjunction): readonly PlacedFact[] {
    return this.#graph.factsFrom({ a, b, isCounterpart: true });
  }

  compare({ a, b, isCounterpart }: ChildPair): PairResult {
    if (this.#isUnchangedPair(a, b)) return { facts: [], children: [] };
    const children = this.#changedParts(a, b);
    if (children !== undefined) return { facts: [], children };
    const pair = new SchemaPair(this.node(a), this.node(b), directionFrom(a), this);
    comparePair(pair, isCounterpart);
    return pair;
  }

  /** In the direction that can break, the profile says what blocks; in the other one plain inclusion is asked. */
  isBlocking(fact: Fact, { a, isStrict }: ChildPair): boolean {
    const breaking: Direction = this.view === "request" ? "narrowing" : "widening";
    return directionFrom(a) === breaking && isStrict !== true ? this.isRefused(fact) : !ANNOTATIONS.has(fact.rule);
  }

  holds(a: Conjunction, b: Conjunction): Inclusion {
    return this.#graph.ask(a, b, false);
  }

  proves(a: Conjunction, b: Conjunction): Inclusion {
    return this.#graph.ask(a, b, true);
  }

  node(conjunction: Conjunction): SchemaNode {
    return this.#readerOf(conjunction).node(conjunction);
  }

  conjunction(like: SchemaNode, conjuncts: readonly Conjunct[]): Conjunction {
    return this.#readerOf(like.conjunction).conjunction(conjuncts);
  }

  evaluate(node: SchemaNode, value: unknown): Evaluation {
    return evaluate(this.#readerOf(node.conjunction), node, value);
  }

  isDisjoint(a: Conjunction, b: Conjunction): boolean {
    const key = `${a.document.side} ${a.key} ${b.document.side} ${b.key}`;
    const known = this.#disjoint.get(key) ?? isDisjoint(this, a, b);
    this.#disjoint.set(key, known);
    return known;
  }

  possibleTypes(node: SchemaNode): ReadonlySet<JsonType> {
    const known = this.#types.get(node);
    if (known !== undefined) return known;
    const isNever = (conjuncts: readonly Conjunct[]): boolean => this.#isNever(node, conjuncts);
    const types = this.possibleValues(node)?.value.length === 0 ? new Set<JsonType>() : possibleTypesOf(node, isNever);
    this.#types.set(node, types);
    return types;
  }

  /** One schema alone is `false` or has values; only several together are worth reading for a contradiction. */
  #isNever(node: SchemaNode, conjuncts: readonly Conjunct[]): boolean {
    if (conjuncts.some(({ value }) => value === false)) return true;
    return conjuncts.length > 1 && this.node(this.conjunction(node, conjuncts)).types.size === 0;
  }

  possibleValues(node: SchemaNode): Located<readonly unknown[]> | undefined {
    if (node.values === undefined) return undefined;
    const known = this.#values.get(node);
    if (known !== undefined) return known;
    const value = node.values.value.filter((candidate) => this.evaluate(node, candidate).answer !== "refused");
    const possible = { ...node.values, value };
    this.#values.set(node, possible);
    return possible;
  }

  isUnchanged(a: Conjunct, b: Conjunct): boolean {
    return (
      this.closure.isUnchanged(a.value, b.value) &&
      a.label === b.label &&
      (a.without ?? []).join() === (b.without ?? []).join()
    );
  }

  #isUnchangedPair(a: Conjunction, b: Conjunction): boolean {
    if (a.conjuncts.length !== b.conjuncts.length) return false;
    return a.conjuncts.every((conjunct, index) => {
      const other = b.conjuncts[index];
      return other !== undefined && this.isUnchanged(conjunct, other);
    });
  }

  /**
   * Most schemas of a changed contract differ only in what they refer to. Between two plain ones with the same text the
   * parts whose references changed are all there is to compare; undefined when that is not so.
   */
  #changedParts(a: Conjunction, b: Conjunction): readonly ChildPair[] | undefined {
    const [own, wanted] = [a.conjuncts[0], b.conjuncts[0]];
    if (own === undefined || wanted === undefined || a.conjuncts.length + b.conjuncts.length !== 2) return undefined;
    if (a.document.hasHiddenMembers || b.document.hasHiddenMembers) return undefined;
    if (!this.closure.isSameText(own.value, wanted.value)) return undefined;
    const [mine, theirs] = [this.parts.of(own, this.#readerOf(a)), this.parts.of(wanted, this.#readerOf(b))];
    if (mine === undefined || theirs === undefined) return undefined;
    return mine.flatMap((part, index) => {
      const other = theirs[index];
      return other === undefined ? [] : [{ a: part, b: other, isCounterpart: true }];
    });
  }

  #readerOf({ document }: Conjunction): SchemaReader {
    return document.side === "base" ? this.base : this.revision;
  }
}

function directionFrom({ document }: Conjunction): Direction {
  return document.side === "base" ? "narrowing" : "widening";
}

/** Rules about keywords that say nothing about which values are accepted. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  "default",
  "discriminator",
  "discriminator-mapping",
  "read-only",
  "unit-code",
  "write-only",
  "x-extensible-enum",
  "xml",
]);
