import type { Conjunction } from "../breaking/schema/conjunction.js";
import type { JsonType } from "../breaking/schema/json-type.js";
import { declaredNames, elementSchemas, memberSchemas, prefixLength } from "../breaking/schema/members.js";
import type { SchemaNode } from "../breaking/schema/schema-node.js";
import { numbersNear } from "./numbers-near.js";
import type { SeededChoice } from "./seeded-choice.js";
import { textsNear } from "./texts-near.js";
import type { ValueMaker } from "./value-maker.js";

const DEPTH_MAX = 6;
/** Members and elements of one value; beyond, only what is required is added, as small as it can be. */
const PARTS_MAX = 60;
const TEXTS_MAX = 60;
const ITEMS_MAX = 12;
const OPTIONAL_SHARE = 0.5;
const EXTRA_SHARE = 0.15;

/** Draws values of one schema at random, from the edges of it and of the schema it is compared with. */
export class RandomValues {
  #partsLeft = 0;
  readonly #texts = new Map<string, readonly string[]>();
  readonly #numbers = new Map<string, readonly number[]>();

  constructor(
    private readonly own: ValueMaker,
    private readonly other: ValueMaker,
    private readonly choice: SeededChoice,
  ) {}

  /** A value that may keep to `a`; whether it does is for a validator to say. */
  draw(a: Conjunction, b: Conjunction, depth = 0): unknown {
    if (depth === 0) this.#partsLeft = PARTS_MAX;
    const accepting = this.#branch(this.own, this.own.reader.node(a), depth);
    const refusing = this.#branch(this.other, this.other.reader.node(b), depth);
    const values = this.choice.isTrue(0.9) ? accepting.values?.value : refusing.values?.value;
    if (values !== undefined && values.length > 0) return this.choice.of(values);
    const type = this.choice.of([...accepting.types]);
    return type === undefined ? null : this.#ofType(type, accepting, refusing, depth);
  }

  #branch(maker: ValueMaker, node: SchemaNode, depth: number): SchemaNode {
    const union = this.choice.of(node.unions);
    const branch = union === undefined ? undefined : this.choice.of(union.branches);
    if (union === undefined || branch === undefined || depth > DEPTH_MAX) return node;
    return this.#branch(maker, maker.reader.node(maker.withBranch(node, union, branch)), depth + 1);
  }

  #ofType(type: JsonType, accepting: SchemaNode, refusing: SchemaNode, depth: number): unknown {
    if (type === "object") return this.#object(accepting, refusing, depth);
    if (type === "array") return this.#array(accepting, refusing, depth);
    if (type === "boolean") return this.choice.isTrue(0.5);
    if (type === "null") return null;
    const key = `${accepting.conjunction.key} | ${refusing.conjunction.key}`;
    if (type === "number") return this.choice.of(this.#numbersOf(key, accepting, refusing));
    return this.choice.of(this.#textsOf(key, accepting, refusing));
  }

  #object(accepting: SchemaNode, refusing: SchemaNode, depth: number): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    const declared = [
      ...new Set([...declaredNames(accepting), ...declaredNames(refusing), ...refusing.required.keys()]),
    ];
    const optionalShare = this.#isFull(depth) ? 0 : OPTIONAL_SHARE;
    for (const name of declared)
      if (accepting.required.has(name) || this.choice.isTrue(optionalShare))
        this.#addMember(value, name, accepting, refusing, depth);
    for (const name of accepting.required.keys())
      if (!(name in value)) this.#addMember(value, name, accepting, refusing, depth);
    if (!this.#isFull(depth) && this.choice.isTrue(EXTRA_SHARE))
      for (const name of this.#extraNames(accepting)) this.#addMember(value, name, accepting, refusing, depth);
    const countMin = accepting.limits.get("minProperties")?.value ?? 0;
    for (const name of this.own.freeNames(accepting)) {
      if (Object.keys(value).length >= countMin) break;
      this.#addMember(value, name, accepting, refusing, depth);
    }
    return value;
  }

  #isFull(depth: number): boolean {
    return depth > DEPTH_MAX || this.#partsLeft <= 0;
  }

  #extraNames(node: SchemaNode): string[] {
    const names: string[] = [];
    for (const name of this.own.freeNames(node)) {
      if (names.length >= 3) break;
      if (this.choice.isTrue(0.5)) names.push(name);
    }
    return names;
  }

  #addMember(
    value: Record<string, unknown>,
    name: string,
    accepting: SchemaNode,
    refusing: SchemaNode,
    depth: number,
  ): void {
    const a = this.own.reader.conjunction(memberSchemas(accepting, name).conjuncts);
    const b = this.other.reader.conjunction(memberSchemas(refusing, name).conjuncts);
    value[name] = this.#part(a, b, depth);
  }

  /** A member or element: drawn while there is room, else as small as it can be. */
  #part(a: Conjunction, b: Conjunction, depth: number): unknown {
    this.#partsLeft -= 1;
    return this.#isFull(depth) ? (this.own.first(a)?.value ?? null) : this.draw(a, b, depth + 1);
  }

  #array(accepting: SchemaNode, refusing: SchemaNode, depth: number): unknown[] {
    const limits = [accepting, refusing].flatMap(({ limits: own }) => [
      own.get("minItems")?.value,
      own.get("maxItems")?.value,
    ]);
    const edges = limits.filter((limit) => limit !== undefined).flatMap((limit) => [limit, limit + 1, limit - 1]);
    const length = Math.max(prefixLength(accepting), prefixLength(refusing));
    const lengths = [0, 1, 2, length, length + 1, ...edges].filter((count) => count >= 0 && count <= ITEMS_MAX);
    const count = this.#isFull(depth) ? (accepting.limits.get("minItems")?.value ?? 0) : (this.choice.of(lengths) ?? 0);
    return Array.from({ length: Math.min(count, ITEMS_MAX) }, (_, index) => {
      const contained = accepting.contains.filter(() => this.choice.isTrue(0.5)).map(({ schema }) => schema);
      const a = this.own.reader.conjunction([...elementSchemas(accepting, index).conjuncts, ...contained]);
      return this.#part(a, this.other.reader.conjunction(elementSchemas(refusing, index).conjuncts), depth);
    });
  }

  #textsOf(key: string, accepting: SchemaNode, refusing: SchemaNode): readonly string[] {
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const short = [...new Set(textsNear(accepting, refusing))].filter((text) => text.length < 5000);
    const texts = this.#fitting(accepting, short.slice(0, TEXTS_MAX));
    this.#texts.set(key, texts);
    return texts;
  }

  #numbersOf(key: string, accepting: SchemaNode, refusing: SchemaNode): readonly number[] {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const numbers = this.#fitting(accepting, numbersNear([accepting, refusing]));
    this.#numbers.set(key, numbers);
    return numbers;
  }

  /** Those the schema does not refuse; a value with one that it does would only be thrown away. */
  #fitting<Value>(accepting: SchemaNode, values: readonly Value[]): readonly Value[] {
    return values.filter((value) => !this.own.isRefused(accepting, value));
  }
}
