import { isJsonObject } from "../breaking/contract-document.js";
import { conjunctionOf, type Conjunct, type Conjunction } from "../breaking/schema/conjunction.js";
import { declaredNames, elementSchemas, memberSchemas, prefixLength } from "../breaking/schema/members.js";
import type { SchemaNode } from "../breaking/schema/schema-node.js";
import { numbersNear } from "./numbers-near.js";
import { textsNear } from "./texts-near.js";
import type { ValueMaker } from "./value-maker.js";

/** Two schemas and the question which value the first accepts and the second refuses. */
export interface SchemaQuestion {
  readonly accepting: SchemaNode;
  readonly refusing: SchemaNode;
}

/** Members looked at on one object; more differ at once only by machine. */
const NAMES_MAX = 60;
const NEW_NAMES_MAX = 4;
const COUNT_MAX = 1100;

/**
 * Proposes values that the accepting schema may accept and the refusing one refuse: the edges of every keyword of both,
 * each in the smallest value around it. Nothing is promised; a validator decides about every proposal.
 */
export class CounterValues {
  constructor(
    private readonly accepting: ValueMaker,
    private readonly refusing: ValueMaker,
  ) {}

  /** @param depth how far into members, elements and branches */
  *of(a: Conjunction, b: Conjunction, depth: number): Generator {
    const question = { accepting: this.accepting.reader.node(a), refusing: this.refusing.reader.node(b) };
    if (question.accepting.types.size === 0) return;
    yield* this.#edges(question);
    if (depth > 0) yield* this.#within(question, depth - 1);
  }

  /** What can be told from the keywords of the two schemas themselves. */
  *#edges(question: SchemaQuestion): Generator {
    const { accepting, refusing } = question;
    yield* accepting.values?.value ?? [];
    if (accepting.types.has("string")) yield* textsNear(accepting, refusing);
    if (accepting.types.has("number")) yield* numbersNear([accepting, refusing]);
    if (accepting.types.has("boolean")) yield* [true, false];
    if (accepting.types.has("null")) yield null;
    if (accepting.types.has("object")) yield* this.#objects(question);
    if (accepting.types.has("array")) yield* this.#arrays(question);
    yield* refusing.values?.value ?? [];
  }

  *#within(question: SchemaQuestion, depth: number): Generator {
    yield* this.#choices(question, depth);
    if (question.accepting.types.has("object")) yield* this.#insideMembers(question, depth);
    if (question.accepting.types.has("array")) yield* this.#insideElements(question, depth);
  }

  /** Into every branch and condition of either side. */
  *#choices({ accepting, refusing }: SchemaQuestion, depth: number): Generator {
    for (const union of accepting.unions)
      for (const branch of union.branches)
        yield* this.of(this.accepting.withBranch(accepting, union, branch), refusing.conjunction, depth);
    for (const union of refusing.unions)
      for (const branch of union.branches)
        yield* this.of(accepting.conjunction, this.refusing.withBranch(refusing, union, branch), depth);
    for (const schema of conditionsOf(refusing)) {
      yield* this.of(accepting.conjunction, this.refusing.reader.conjunction([schema]), depth);
      yield* this.#boundedValues(this.refusing, this.refusing.reader.conjunction([schema]));
    }
    for (const schema of conditionsOf(accepting)) {
      const narrowed = conjunctionOf(this.accepting.reader.document, [...accepting.conjunction.conjuncts, schema]);
      if (narrowed.key !== accepting.conjunction.key) yield* this.#boundedValues(this.accepting, narrowed);
    }
  }

  *#boundedValues(maker: ValueMaker, conjunction: Conjunction): Generator {
    let count = 0;
    for (const value of maker.values(conjunction)) {
      yield value;
      if ((count += 1) >= 40) return;
    }
  }

  *#objects(question: SchemaQuestion): Generator {
    const { accepting, refusing } = question;
    const smallest = this.accepting.objectWith(accepting, new Set(accepting.required.keys()), 0);
    if (smallest === undefined) return;
    yield smallest;
    const names = this.#namesOf(question);
    for (const name of names) yield* this.#withMember(question, smallest, name);
    yield* this.#mergedConditions(question, smallest);
    const full = this.#fullObject(accepting, names);
    yield full;
    for (const name of names) yield omit(full, name);
    for (const name of names)
      if (accepting.dependentRequired.has(name) || refusing.dependentRequired.has(name)) yield { [name]: full[name] };
    yield* this.#ofCounts(question, smallest);
  }

  *#withMember({ accepting }: SchemaQuestion, smallest: Record<string, unknown>, name: string): Generator {
    const member = this.accepting.member(accepting, name, 0);
    if (member !== undefined) {
      yield { ...smallest, [name]: member.value };
      const brought = this.accepting.objectWith(accepting, new Set([...Object.keys(smallest), name]), 0);
      if (brought !== undefined) yield brought;
    }
    if (name in smallest) yield omit(smallest, name);
  }

  *#insideMembers(question: SchemaQuestion, depth: number): Generator {
    const { accepting, refusing } = question;
    const required = [...accepting.required.keys()];
    for (const name of this.#namesOf(question)) {
      const around = this.accepting.objectWith(accepting, new Set([...required, name]), 0);
      if (around === undefined) continue;
      const a = this.accepting.reader.conjunction(memberSchemas(accepting, name).conjuncts);
      const b = this.refusing.reader.conjunction(memberSchemas(refusing, name).conjuncts);
      for (const value of this.of(a, b, depth)) yield { ...around, [name]: value };
    }
  }

  /** Members of what a condition of the refusing side speaks about, put into an object the other side accepts. */
  *#mergedConditions({ accepting, refusing }: SchemaQuestion, smallest: Record<string, unknown>): Generator {
    const schemas = [...conditionsOf(refusing), ...refusing.unions.flatMap(({ branches }) => branches)];
    for (const maker of [this.refusing, this.accepting]) {
      const own =
        maker === this.refusing
          ? schemas
          : [...conditionsOf(accepting), ...accepting.unions.flatMap(({ branches }) => branches)];
      for (const schema of own)
        for (const value of this.#boundedValues(maker, maker.reader.conjunction([schema])))
          if (isJsonObject(value)) yield { ...smallest, ...value };
    }
  }

  #fullObject(node: SchemaNode, names: readonly string[]): Record<string, unknown> {
    const members = names.flatMap((name) => {
      const member = this.accepting.member(node, name, 0);
      return member === undefined ? [] : [[name, member.value] as const];
    });
    return Object.fromEntries(members);
  }

  #namesOf({ accepting, refusing }: SchemaQuestion): string[] {
    const names = [accepting, refusing].flatMap((node) => [
      ...node.required.keys(),
      ...declaredNames(node),
      ...node.dependentRequired.keys(),
      ...[...node.dependentRequired.values()].flatMap((needed) => [...needed.keys()]),
      ...node.dependentSchemas.keys(),
    ]);
    const known = new Set(names);
    const madeUp = [this.accepting.freeNames(accepting), this.refusing.freeNames(refusing)].flatMap((free) =>
      newNames(free, known),
    );
    const nearNames =
      refusing.propertyNames.concat(accepting.propertyNames).length === 0
        ? []
        : this.#nearNames({ accepting, refusing });
    return [...new Set([...names, ...madeUp, ...nearNames])].slice(0, NAMES_MAX);
  }

  #nearNames({ accepting, refusing }: SchemaQuestion): string[] {
    const a = this.accepting.node(accepting.propertyNames);
    const b = this.refusing.node(refusing.propertyNames);
    return [
      ...textsNear(a, b),
      ...[...(a.values?.value ?? []), ...(b.values?.value ?? [])].filter((name) => typeof name === "string"),
    ];
  }

  *#ofCounts({ accepting, refusing }: SchemaQuestion, smallest: Record<string, unknown>): Generator {
    for (const count of countsNear([accepting, refusing], "minProperties", "maxProperties")) {
      const value = { ...smallest };
      for (const name of this.accepting.freeNames(accepting)) {
        if (Object.keys(value).length >= count) break;
        const member = this.accepting.member(accepting, name, 0);
        if (member !== undefined) value[name] ??= member.value;
      }
      if (Object.keys(value).length === count) yield value;
    }
  }

  *#arrays(question: SchemaQuestion): Generator {
    const { accepting, refusing } = question;
    const counts = countsNear([accepting, refusing], "minItems", "maxItems");
    const length = Math.max(prefixLength(accepting), prefixLength(refusing));
    const contained = [accepting, refusing].flatMap(({ contains }) =>
      contains.flatMap(({ countMin, countMax }) => [countMin, countMin - 1, (countMax ?? countMin) + 1]),
    );
    for (const count of new Set([
      0,
      1,
      2,
      length,
      length + 1,
      ...counts,
      ...contained.filter((wanted) => wanted >= 0),
    ])) {
      const items = this.accepting.arrayOf(accepting, count, 0);
      if (items === undefined) continue;
      yield items;
      yield* this.#doubled(accepting, items);
    }
    yield* this.#contained(question);
  }

  /** The same elements twice. */
  *#doubled(node: SchemaNode, items: readonly unknown[]): Generator {
    if (items.length === 0) return;
    yield [...items, items[0]];
    const other = this.accepting.element(node, items.length, 0, items);
    if (other !== undefined) yield [...items, other.value];
    yield items.map(() => items[0]);
  }

  *#insideElements(question: SchemaQuestion, depth: number): Generator {
    const length = Math.max(prefixLength(question.accepting), prefixLength(question.refusing));
    for (const index of new Set([0, Math.max(0, length - 1), length]))
      yield* this.#insideElement(question, index, depth);
  }

  *#insideElement({ accepting, refusing }: SchemaQuestion, index: number, depth: number): Generator {
    const a = this.accepting.reader.conjunction(elementSchemas(accepting, index).conjuncts);
    const b = this.refusing.reader.conjunction(elementSchemas(refusing, index).conjuncts);
    const countMin = accepting.limits.get("minItems")?.value ?? 0;
    const around =
      this.accepting.arrayOf(accepting, Math.max(index + 1, countMin), 0) ??
      this.accepting.arrayOf(accepting, Math.max(index, countMin), 0);
    if (around === undefined) return;
    for (const value of this.of(a, b, depth))
      yield index < around.length ? around.with(index, value) : [...around, value];
  }

  /** Arrays with what the other side wants contained, and with more or less of it. */
  *#contained({ accepting, refusing }: SchemaQuestion): Generator {
    const sources = [
      ...accepting.contains.map((constraint) => ({ ...constraint, maker: this.accepting })),
      ...refusing.contains.map((constraint) => ({ ...constraint, maker: this.refusing })),
    ];
    for (const { schema, maker, countMin, countMax } of sources) {
      const item = maker.first(maker.reader.conjunction([schema]));
      if (item === undefined) continue;
      for (const count of new Set([1, countMin, countMin - 1, countMax ?? countMin, (countMax ?? countMin) + 1]))
        if (count >= 0 && count <= COUNT_MAX) yield Array.from({ length: count }, () => item.value);
    }
  }
}

/** Schemas that hold only for some values, or that no value may keep to. */
function conditionsOf({ negations, conditionals, dependentSchemas, unions }: SchemaNode): Conjunct[] {
  const chosen = conditionals.flatMap(({ test, consequence, alternative }) => [test, consequence, alternative]);
  const all = [
    ...negations,
    ...chosen,
    ...[...dependentSchemas.values()].flat(),
    ...unions.flatMap(({ branches }) => branches),
  ];
  return all.filter((schema) => schema !== undefined);
}

function countsNear(
  nodes: readonly SchemaNode[],
  low: "minItems" | "minProperties",
  high: "maxItems" | "maxProperties",
): number[] {
  const limits = nodes.flatMap(({ limits: own }) => [own.get(low)?.value, own.get(high)?.value]);
  const counts = limits.filter((limit) => limit !== undefined).flatMap((limit) => [limit, limit - 1, limit + 1]);
  return [...new Set(counts)].filter((count) => count >= 0 && count <= COUNT_MAX);
}

/** A few names that no schema declares: those that patterns ask for, then made-up ones. */
function newNames(names: Generator<string>, known: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const name of names) {
    if (!known.has(name)) found.push(name);
    if (found.length >= NEW_NAMES_MAX) break;
  }
  return found;
}

function omit(value: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([own]) => own !== name));
}
