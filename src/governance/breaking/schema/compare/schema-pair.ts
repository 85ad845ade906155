import type { Fact } from "../../fact.js";
import type { View } from "../../view.js";
import type { Conjunct, Conjunction } from "../conjunction.js";
import type { Evaluation } from "../evaluate.js";
import type { JsonType } from "../json-type.js";
import type { SchemaNode } from "../schema-node.js";
import type { Located } from "../schema-document.js";
import { factOf, type Direction, type Gap } from "./gap.js";

/** Is every value of one schema a value of the other? */
export type Inclusion = "yes" | "no" | "undecided";

/** What the aspects of a comparison may ask; nothing they ask for is reported. */
export interface Prover {
  readonly view: View;
  node(conjunction: Conjunction): SchemaNode;
  conjunction(like: SchemaNode, conjuncts: readonly Conjunct[]): Conjunction;
  evaluate(node: SchemaNode, value: unknown): Evaluation;
  /** Inclusion by the profile's measure: what the profile tolerates does not count. */
  holds(a: Conjunction, b: Conjunction): Inclusion;
  /** Plain inclusion, whatever the profile tolerates. */
  proves(a: Conjunction, b: Conjunction): Inclusion;
  /** True only where no value can be in both. */
  isDisjoint(a: Conjunction, b: Conjunction): boolean;
  /** Types that really have a value: without those whose limits contradict each other. */
  possibleTypes(node: SchemaNode): ReadonlySet<JsonType>;
  /** `enum` values that the rest of the node accepts. */
  possibleValues(node: SchemaNode): Located<readonly unknown[]> | undefined;
  isUnchanged(a: Conjunct, b: Conjunct): boolean;
}

/** A pair the answer also depends on. */
export interface ChildPair {
  readonly a: Conjunction;
  readonly b: Conjunction;
  /** False for parts of a schema that the comparison cut out itself. */
  readonly isCounterpart: boolean;
  /** True where the comparison has asked and been told that it holds; only its lesser facts are of interest. */
  readonly isSettled?: true;
  /** True where plain inclusion is asked for; holds for everything below as well. */
  readonly isStrict?: boolean;
}

/** Two schemas one step of the comparison is about: is every value of `a` accepted by `b`? */
export class SchemaPair {
  readonly facts: Fact[] = [];
  readonly children: ChildPair[] = [];

  constructor(
    readonly a: SchemaNode,
    readonly b: SchemaNode,
    readonly direction: Direction,
    readonly prover: Prover,
  ) {}

  /** A value of `a` that `b` refuses would break somebody; in the other direction it is only worth knowing. */
  get isBreaking(): boolean {
    return this.direction === (this.prover.view === "request" ? "narrowing" : "widening");
  }

  /** States one reason why the answer is no, or not known. */
  gap(gap: Gap): void {
    this.facts.push(factOf(gap, this.direction));
  }

  /** States a fact that does not depend on the direction. */
  fact(fact: Fact): void {
    this.facts.push(fact);
  }

  /** Inclusion also needs this pair, and the two are counterparts: the same member, element or name. */
  child(a: readonly Conjunct[], b: readonly Conjunct[]): void {
    this.#push(a, b, true);
  }

  /** Inclusion also needs this pair, which the comparison itself cut out; its annotations mean nothing. */
  part(a: readonly Conjunct[], b: readonly Conjunct[]): void {
    this.#push(a, b, false);
  }

  /** A part that is known to hold. */
  settledPart(a: readonly Conjunct[], b: readonly Conjunct[]): void {
    const { prover } = this;
    this.children.push({
      a: prover.conjunction(this.a, a),
      b: prover.conjunction(this.b, b),
      isCounterpart: false,
      isSettled: true,
    });
  }

  #push(a: readonly Conjunct[], b: readonly Conjunct[], isCounterpart: boolean): void {
    const { prover } = this;
    this.children.push({ a: prover.conjunction(this.a, a), b: prover.conjunction(this.b, b), isCounterpart });
  }

  /** Plain inclusion of one part: what is found missing is judged by the rule of the keyword that asks. */
  proves(a: readonly Conjunct[], b: readonly Conjunct[]): Inclusion {
    return this.prover.proves(this.prover.conjunction(this.a, a), this.prover.conjunction(this.b, b));
  }

  /** `a` restricted to a type has values, so `b`'s constraints on that type matter. */
  hasType(type: JsonType): boolean {
    return this.prover.possibleTypes(this.a).has(type) && this.b.types.has(type);
  }
}
