import { isEqualJson } from "../breaking/canonical-json.js";
import { isJsonObject } from "../breaking/contract-document.js";
import { conjunctionOf, type Conjunct, type Conjunction } from "../breaking/schema/conjunction.js";
import { evaluate } from "../breaking/schema/evaluate.js";
import { jsonTypeOf, type JsonType } from "../breaking/schema/json-type.js";
import { declaredNames, elementSchemas, memberSchemas } from "../breaking/schema/members.js";
import type { SchemaNode, Union } from "../breaking/schema/schema-node.js";
import type { SchemaReader } from "../breaking/schema/schema-reader.js";
import { numbersNear } from "./numbers-near.js";
import { toldApart } from "./tell-apart.js";
import { type TextRules, textsNear } from "./texts-near.js";

/** Deeper values are not needed to show anything, and recursive schemas must end. */
const DEPTH_MAX = 10;
const ITEMS_MAX = 1200;
const TRIES_MAX = 40;
/** Schemas entered for one value; schemas that all refer to one another would otherwise be tried in every order. */
const ENTRIES_MAX = 2000;
/** What is tried first where several types are allowed: what reads best. */
const TYPE_ORDER: readonly JsonType[] = ["object", "array", "string", "number", "boolean", "null"];

/** Makes small values that one contract's schemas accept, as far as the engine's own evaluation can tell. */
export class ValueMaker {
  readonly #first = new Map<string, { readonly value: unknown } | undefined>();
  readonly #open = new Set<string>();
  #entries = 0;

  constructor(readonly reader: SchemaReader) {}

  node(conjuncts: readonly Conjunct[]): SchemaNode {
    return this.reader.node(this.reader.conjunction(conjuncts));
  }

  isRefused(node: SchemaNode, value: unknown): boolean {
    return evaluate(this.reader, node, value).answer === "refused";
  }

  /** The first value found, boxed because `undefined` means that none was. */
  first(conjunction: Conjunction, depth = 0): { readonly value: unknown } | undefined {
    const { key } = conjunction;
    if (this.#first.has(key)) return this.#first.get(key);
    if (this.#open.size === 0) this.#entries = 0;
    this.#entries += 1;
    if (depth > DEPTH_MAX || this.#entries > ENTRIES_MAX || this.#open.has(key)) return undefined;
    this.#open.add(key);
    const found = this.#firstOf(conjunction, depth);
    this.#open.delete(key);
    if (found !== undefined || this.#open.size === 0) this.#first.set(key, found);
    return found;
  }

  #firstOf(conjunction: Conjunction, depth: number): { readonly value: unknown } | undefined {
    for (const value of this.values(conjunction, depth)) return { value };
    return undefined;
  }

  /** Values the schema does not refuse, the smallest first; at most a handful per choice it offers. */
  *values(conjunction: Conjunction, depth = 0): Generator {
    if (depth > DEPTH_MAX) return;
    const node = this.reader.node(conjunction);
    let tries = 0;
    for (const value of this.#proposals(node, depth)) {
      if (!this.isRefused(node, value)) yield value;
      if ((tries += 1) > TRIES_MAX * 10) return;
    }
  }

  /** The schema with one branch of a choice taken. */
  withBranch(node: SchemaNode, { keyword, source }: Union, branch: Conjunct): Conjunction {
    const without = (conjunct: Conjunct): Conjunct =>
      conjunct === source ? { ...conjunct, without: [...(conjunct.without ?? []), keyword] } : conjunct;
    return conjunctionOf(this.reader.document, [...node.sources.map(without), branch]);
  }

  *#proposals(node: SchemaNode, depth: number): Generator {
    if (node.types.size === 0) return;
    yield* node.values?.value ?? [];
    if (node.values !== undefined) return;
    yield* examplesOf(node);
    const [union] = node.unions;
    if (union !== undefined) {
      for (const branch of union.branches) yield* this.#ofBranch(node, union, branch, depth);
      return;
    }
    for (const type of TYPE_ORDER) if (node.types.has(type)) yield* this.#ofType(type, node, depth);
  }

  *#ofBranch(node: SchemaNode, union: Union, branch: Conjunct, depth: number): Generator {
    for (const value of this.#bounded(this.values(this.withBranch(node, union, branch), depth + 1))) {
      yield value;
      if (union.keyword === "oneOf" && this.isRefused(node, value)) yield* toldApart(this, node.conjunction, value);
    }
  }

  *#bounded(values: Generator): Generator {
    let count = 0;
    for (const value of values) {
      yield value;
      if ((count += 1) >= TRIES_MAX) return;
    }
  }

  *#ofType(type: JsonType, node: SchemaNode, depth: number): Generator {
    if (type === "object") yield* this.#objects(node, depth);
    else if (type === "array") yield* this.#arrays(node, depth);
    else if (type === "string") yield* textsNear(node, undefined);
    else if (type === "number") yield* numbersNear([node]);
    else if (type === "boolean") yield* [true, false];
    else yield null;
  }

  *#objects(node: SchemaNode, depth: number): Generator {
    const smallest = this.objectWith(node, new Set(node.required.keys()), depth);
    if (smallest !== undefined) yield smallest;
    for (const { test, consequence, alternative } of node.conditionals)
      for (const extra of [test, consequence, alternative]) yield* this.#merged(node, extra, depth);
    for (const name of declaredNames(node)) {
      const larger = this.objectWith(node, new Set([...node.required.keys(), name]), depth);
      if (larger !== undefined) yield larger;
    }
  }

  /** An object that also keeps to a schema which stands in a condition. */
  *#merged(node: SchemaNode, extra: Conjunct | undefined, depth: number): Generator {
    if (extra === undefined) return;
    const conditionals = node.sources.map((source) => ({ ...source, without: [...(source.without ?? []), "if"] }));
    const merged = conjunctionOf(this.reader.document, [...conditionals, extra]);
    if (merged.key !== node.conjunction.key) yield* this.#bounded(this.values(merged, depth + 1));
  }

  /** An object with these members, those they bring along, and as many more as it must have. */
  objectWith(node: SchemaNode, wanted: ReadonlySet<string>, depth: number): Record<string, unknown> | undefined {
    const names = new Set(wanted);
    for (const name of names) for (const needed of node.dependentRequired.get(name)?.keys() ?? []) names.add(needed);
    const countMin = node.limits.get("minProperties")?.value ?? 0;
    if (names.size < countMin) this.#addNames(names, node, countMin);
    const value: Record<string, unknown> = {};
    for (const name of names) {
      const member = this.member(node, name, depth);
      if (member === undefined) return undefined;
      value[name] = member.value;
    }
    return value;
  }

  #addNames(names: Set<string>, node: SchemaNode, countMin: number): void {
    for (const name of this.freeNames(node)) {
      names.add(name);
      if (names.size >= countMin) return;
    }
  }

  /** A value for one member. */
  member(node: SchemaNode, name: string, depth: number): { readonly value: unknown } | undefined {
    const { conjuncts } = memberSchemas(node, name);
    const dependents = [...(node.dependentSchemas.get(name) ?? [])];
    if (dependents.length > 0 && depth > DEPTH_MAX) return undefined;
    return conjuncts.length === 0 ? { value: "text" } : this.first(this.reader.conjunction(conjuncts), depth + 1);
  }

  /** Names a member may have: declared, then made up to fit `propertyNames` and patterns. */
  *freeNames(node: SchemaNode): Generator<string> {
    yield* declaredNames(node);
    for (const { patterns } of node.objects)
      for (const { pattern } of patterns) yield* textsNear(matching(pattern), undefined);
    if (node.propertyNames.length > 0)
      yield* textsOf(this.values(this.reader.conjunction(node.propertyNames), DEPTH_MAX));
    for (let index = 1; index <= ITEMS_MAX; index += 1) yield `extra${index === 1 ? "" : index}`;
  }

  *#arrays(node: SchemaNode, depth: number): Generator {
    const countMin = Math.max(
      node.limits.get("minItems")?.value ?? 0,
      ...node.contains.map(({ countMin: least }) => least),
    );
    const smallest = this.arrayOf(node, countMin, depth);
    if (smallest !== undefined) yield smallest;
    const larger = this.arrayOf(node, countMin + 1, depth);
    if (larger !== undefined) yield larger;
  }

  /** An array of that many elements, all different where they must be. */
  arrayOf(node: SchemaNode, count: number, depth: number): unknown[] | undefined {
    if (count > ITEMS_MAX) return undefined;
    const items: unknown[] = [];
    for (let index = 0; index < count; index += 1) {
      const item = this.element(node, index, depth, items);
      if (item === undefined) return undefined;
      items.push(item.value);
    }
    return items;
  }

  /** A value for one element; unlike those before it where all must differ, and one that is contained where one must be. */
  element(
    node: SchemaNode,
    index: number,
    depth: number,
    before: readonly unknown[] = [],
  ): { readonly value: unknown } | undefined {
    const wanted = node.contains.filter(({ countMin }) => index < countMin).map(({ schema }) => schema);
    const conjunction = this.reader.conjunction([...elementSchemas(node, index).conjuncts, ...wanted]);
    if (node.uniqueItems === undefined) return this.first(conjunction, depth + 1);
    if (depth > DEPTH_MAX) return undefined;
    for (const value of this.#different(conjunction, depth, index))
      if (!before.some((other) => isEqualJson(other, value))) return { value };
    return undefined;
  }

  *#different(conjunction: Conjunction, depth: number, index: number): Generator {
    yield* this.#bounded(this.values(conjunction, depth + 1));
    const node = this.reader.node(conjunction);
    for (const value of [index, `text${index}`]) if (!this.isRefused(node, value)) yield value;
  }
}

function* textsOf(values: Generator): Generator<string> {
  for (const value of values) if (typeof value === "string") yield value;
}

function matching(pattern: string): TextRules {
  return { limits: new Map(), formats: [], patterns: [{ value: pattern, pointer: "" }] };
}

/** Values the authors gave themselves read best; objects are made anew, so that they stay minimal. */
function examplesOf({ sources }: SchemaNode): unknown[] {
  const given = sources.flatMap(({ value }) => [
    ...("example" in value ? [value["example"]] : []),
    ...(Array.isArray(value["examples"]) ? (value["examples"] as readonly unknown[]) : []),
  ]);
  return given.filter((value) => jsonTypeOf(value) !== "object" && !Array.isArray(value) && !isJsonObject(value));
}
