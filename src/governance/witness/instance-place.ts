import { pointerToken } from "../../kernel/finding.js";
import { conjunctionOf, type Conjunct, type Conjunction } from "../breaking/schema/conjunction.js";
import { declaredNames, elementSchemas, memberSchemas, prefixLength } from "../breaking/schema/members.js";
import type { SchemaNode } from "../breaking/schema/schema-node.js";
import type { ValueMaker } from "./value-maker.js";

/** One step from a value to a part of it. */
export type Step =
  | { readonly kind: "member"; readonly name: string; readonly isDeclared: boolean }
  | { readonly kind: "element"; readonly index: number };

/** A place inside values of a schema, with the schemas along the way. */
export interface InstancePlace {
  readonly steps: readonly Step[];
  /** Schemas from the whole value down to the place: one more than steps. Choices on the way are made. */
  readonly schemas: readonly Conjunction[];
  /** A schema that speaks about the place under a condition, by negation or about names. */
  readonly aside?: Conjunct;
}

/** Places listed of one schema, and ways into one of the schemas inside it. */
const PLACES_MAX = 4000;
const ENTRIES_MAX = 300;

/**
 * Every way to a part of a value, nearest first. A schema is not entered from inside itself.
 *
 * @returns whether these are all there are
 */
export function* placesIn(maker: ValueMaker, root: Conjunction): Generator<InstancePlace, boolean> {
  const queue: InstancePlace[] = [{ steps: [], schemas: [root] }];
  const entries = new Map<string, number>();
  let isComplete = true;
  let placeCount = 0;
  for (const place of queue) {
    const schema = place.schemas.at(-1);
    if (schema === undefined) continue;
    const count = entries.get(schema.key) ?? 0;
    if ((placeCount += 1) > PLACES_MAX) return false;
    if (count >= ENTRIES_MAX || isInside(place, schema)) {
      isComplete = false;
      continue;
    }
    entries.set(schema.key, count + 1);
    yield place;
    for (const aside of asidesOf(maker.reader.node(schema))) yield { ...place, aside };
    if (queue.length <= PLACES_MAX) queue.push(...nextPlaces(maker, place, schema));
    else isComplete = false;
  }
  return isComplete;
}

function isInside({ schemas }: InstancePlace, { key }: Conjunction): boolean {
  return schemas.slice(0, -1).some((outer) => outer.key === key);
}

function nextPlaces(maker: ValueMaker, place: InstancePlace, schema: Conjunction): InstancePlace[] {
  const node = maker.reader.node(schema);
  const down = (step: Step, conjuncts: readonly Conjunct[]): InstancePlace[] =>
    conjuncts.length === 0
      ? []
      : [{ steps: [...place.steps, step], schemas: [...place.schemas, maker.reader.conjunction(conjuncts)] }];
  const here = (narrowed: Conjunction): InstancePlace => ({
    steps: place.steps,
    schemas: [...place.schemas.slice(0, -1), narrowed],
  });
  return [
    ...node.unions.flatMap((union) => union.branches.map((branch) => here(maker.withBranch(node, union, branch)))),
    ...conditionsOf(node).map((side) => here(conjunctionOf(maker.reader.document, [...schema.conjuncts, side]))),
    ...declaredNames(node).flatMap((name) =>
      down({ kind: "member", name, isDeclared: true }, memberSchemas(node, name).conjuncts),
    ),
    ...undeclaredNames(maker, node).flatMap((name) =>
      down({ kind: "member", name, isDeclared: false }, memberSchemas(node, name).conjuncts),
    ),
    ...Array.from({ length: prefixLength(node) + 1 }, (_, index) =>
      down({ kind: "element", index }, elementSchemas(node, index).conjuncts),
    ).flat(),
    ...node.contains.flatMap(({ schema: contained }) => down({ kind: "element", index: 0 }, [contained])),
  ];
}

/** Schemas that hold for some of the values here. */
function conditionsOf({ conditionals, dependentSchemas }: SchemaNode): Conjunct[] {
  const chosen = conditionals.flatMap(({ consequence, alternative }) => [consequence, alternative]);
  return [...chosen, ...[...dependentSchemas.values()].flat()].filter((schema) => schema !== undefined);
}

/** Schemas that speak about the place although its values need not keep to them. */
function asidesOf(node: SchemaNode): Conjunct[] {
  const tests = node.conditionals.map(({ test }) => test);
  return [...conditionsOf(node), ...tests, ...node.negations, ...node.propertyNames];
}

function undeclaredNames(maker: ValueMaker, node: SchemaNode): string[] {
  const hasOthers = node.objects.some(
    ({ patterns, rest }) => patterns.length > 0 || (rest !== undefined && rest.value !== false),
  );
  if (!hasOthers) return [];
  const declared = new Set(declaredNames(node));
  const names: string[] = [];
  for (const name of maker.freeNames(node)) {
    if (!declared.has(name)) names.push(name);
    if (names.length >= 8) break;
  }
  return names;
}

/** Pointers of everything that speaks about a place. */
export function pointersAt(maker: ValueMaker, { schemas, aside }: InstancePlace): Set<string> {
  const pointers = (schema: Conjunction): string[] =>
    [...schema.conjuncts, ...maker.reader.node(schema).sources].map(({ pointer }) => pointer);
  const own = schemas.at(-1);
  return new Set([
    ...(own === undefined ? [] : pointers(own)),
    ...(aside === undefined ? [] : pointers(maker.reader.conjunction([aside]))),
  ]);
}

/** RFC 6901 pointer of a place. */
export function pointerOfSteps(steps: readonly Step[]): string {
  return steps.map((step) => `/${step.kind === "member" ? pointerToken(step.name) : step.index}`).join("");
}

/** The place as usage records it: `*` for every element, `?` for members without a name of their own. */
export function fieldPathOf(steps: readonly Step[]): string {
  return steps
    .map((step) => `/${step.kind === "element" ? "*" : step.isDeclared ? pointerToken(step.name) : "?"}`)
    .join("");
}

/** What a contract says at a place that was found in the other one. */
export function schemaAtPlace(maker: ValueMaker, root: Conjunction, steps: readonly Step[]): Conjunction {
  return steps.reduce((schema, step) => {
    const node = maker.reader.node(schema);
    const { conjuncts } = step.kind === "member" ? memberSchemas(node, step.name) : elementSchemas(node, step.index);
    return maker.reader.conjunction(conjuncts);
  }, root);
}

/** Puts a part into a whole value. */
export type Embed = (part: unknown) => unknown;

/** The smallest whole value around a place, ready for any part; undefined where none can be made. */
export function embedderAt(maker: ValueMaker, { steps, schemas }: InstancePlace): Embed | undefined {
  let embed: Embed = (part) => part;
  for (const [depth, step] of steps.entries()) {
    const schema = schemas[depth];
    const inner = schema === undefined ? undefined : embedStep(maker, schema, step);
    if (inner === undefined) return undefined;
    const outer = embed;
    embed = (part) => outer(inner(part));
  }
  return embed;
}

function embedStep(maker: ValueMaker, schema: Conjunction, step: Step): Embed | undefined {
  if (step.kind === "element") {
    const items = aroundElement(maker, schema, step.index);
    return items && ((part) => (step.index < items.length ? items.with(step.index, part) : [...items, part]));
  }
  const around = aroundMember(maker, schema, step.name);
  return around && ((part) => ({ ...around, [step.name]: part }));
}

function aroundMember(maker: ValueMaker, schema: Conjunction, name: string): object | undefined {
  const node = maker.reader.node(schema);
  const own = maker.objectWith(node, new Set([...node.required.keys()].filter((required) => required !== name)), 0);
  const dependents = [...(node.dependentRequired.get(name)?.keys() ?? [])];
  return dependents.length === 0 ? own : maker.objectWith(node, new Set([...node.required.keys(), ...dependents]), 0);
}

function aroundElement(maker: ValueMaker, schema: Conjunction, index: number): unknown[] | undefined {
  const node = maker.reader.node(schema);
  const countMin = node.limits.get("minItems")?.value ?? 0;
  return maker.arrayOf(node, Math.max(index + 1, countMin), 0) ?? maker.arrayOf(node, Math.max(index, countMin), 0);
}
