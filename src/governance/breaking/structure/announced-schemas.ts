import { isEqualJson } from "../canonical-json.js";
import { isJsonObject } from "../contract-document.js";
import type { Location } from "../view.js";
import type { Pair } from "./subjects.js";

/** Marks by which a property can be announced to go or to be unstable. */
const MARKS: readonly string[] = ["deprecated", "x-sunset", "x-deprecation", "x-stability-level"];

/** Members that hold one schema, a list of schemas, or schemas by name. */
const SINGLE: readonly string[] = ["items", "additionalProperties", "not"];
const LISTED: readonly string[] = ["allOf", "anyOf", "oneOf", "prefixItems"];
const NAMED: readonly string[] = ["properties", "patternProperties"];
const VISITED_FOR: readonly string[] = ["$ref", ...MARKS, ...SINGLE, ...LISTED, ...NAMED];

/** Where a schema pair is used, and how a difference inside it is shown to the rules. */
export interface SchemaRoot {
  readonly location: Location;
  readonly see: (pair: Pair) => void;
}

interface Node {
  readonly pair: Pair;
  /** Keys of the schema pairs that hold this one. */
  readonly holders: Set<string>;
  readonly roots: SchemaRoot[];
}

/**
 * Finds announcements (deprecation, sunset, stability) on properties anywhere inside the schemas in use. Every pair of
 * schemas is visited once, however many operations reach it; who is affected is found backwards from those that differ.
 */
export class AnnouncedSchemas {
  readonly #nodes = new Map<string, Node>();

  /** Adds a pair of schemas in use, with all schemas inside. */
  add(pair: Pair, root: SchemaRoot): void {
    this.#visit(pair).roots.push(root);
  }

  /** Shows every pair whose marks differ to everybody who uses it. */
  report(): void {
    for (const [, { pair, holders, roots }] of [...this.#nodes].toSorted(byKey)) {
      if (MARKS.every((mark) => isEqualJson(pair.base.at(mark).value, pair.revision.at(mark).value))) continue;
      for (const root of [...roots, ...this.#rootsAbove(holders)]) root.see(pair);
    }
  }

  #visit(start: Pair): Node {
    const [first, pending] = [this.#nodeOf(start), [] as Pair[]];
    if (first.isNew) pending.push(start);
    for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
      for (const child of childPairs(pair)) {
        const { node, isNew } = this.#nodeOf(child);
        node.holders.add(keyOf(pair));
        if (isNew) pending.push(child);
      }
    }
    return first.node;
  }

  #nodeOf(pair: Pair): { node: Node; isNew: boolean } {
    const known = this.#nodes.get(keyOf(pair));
    if (known !== undefined) return { node: known, isNew: false };
    const node = { pair, holders: new Set<string>(), roots: [] };
    this.#nodes.set(keyOf(pair), node);
    return { node, isNew: true };
  }

  #rootsAbove(holders: ReadonlySet<string>): SchemaRoot[] {
    const reached = new Set(holders);
    for (const key of reached) for (const holder of this.#nodes.get(key)?.holders ?? []) reached.add(holder);
    return [...reached].flatMap((key) => this.#nodes.get(key)?.roots ?? []);
  }
}

function keyOf({ base, revision }: Pair): string {
  return `${base.pointer} ${revision.pointer}`;
}

function byKey([left]: readonly [string, Node], [right]: readonly [string, Node]): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Schemas that stand in the same place inside both. */
function childPairs({ base, revision }: Pair): Pair[] {
  const pairs: Pair[] = [];
  const add = (holder: Pair, name: string | number): void => {
    if (!isWorthAVisit(holder.base.raw(name)) && !isWorthAVisit(holder.revision.raw(name))) return;
    const pair = { name: String(name), base: holder.base.at(name), revision: holder.revision.at(name) };
    if (pair.base.exists && pair.revision.exists) pairs.push(pair);
  };
  for (const name of SINGLE) add({ name, base, revision }, name);
  for (const name of [...LISTED, ...NAMED]) {
    const group = { name, base: base.at(name), revision: revision.at(name) };
    for (const member of Object.keys(group.base.value ?? {})) add(group, member);
  }
  return pairs;
}

/** Most members are plain texts and numbers: nothing is announced on them and nothing lies inside. */
function isWorthAVisit(schema: unknown): boolean {
  return isJsonObject(schema) && VISITED_FOR.some((member) => schema[member] !== undefined);
}
