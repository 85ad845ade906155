import type { Fact } from "../fact.js";
import type { ChildPair } from "./compare/schema-pair.js";

/** A fact with the schemas it was found between. */
export interface PlacedFact {
  readonly fact: Fact;
  readonly pair: ChildPair;
}

/** A node of a graph in which facts are found. */
export interface FactNode {
  readonly pair: ChildPair;
  readonly facts: readonly Fact[];
  readonly children: readonly FactNode[];
}

/** Facts per node; nodes of one cycle share a list. */
export type ReachableFacts = Map<FactNode, readonly PlacedFact[]>;

interface Visit {
  readonly node: FactNode;
  readonly index: number;
  lowest: number;
  next: number;
}

const NONE: readonly PlacedFact[] = [];

/**
 * All facts below a node, by Tarjan's algorithm for strongly connected components (1972) without recursion: schemas
 * that refer to one another reach the same facts, which are gathered once for all of them.
 */
export function reachableFacts(root: FactNode, known: ReachableFacts): readonly PlacedFact[] {
  if (!known.has(root)) new Search(known).run(root);
  return known.get(root) ?? NONE;
}

class Search {
  readonly #visits = new Map<FactNode, Visit>();
  readonly #path: Visit[] = [];
  readonly #open: Visit[] = [];

  constructor(private readonly known: ReachableFacts) {}

  run(root: FactNode): void {
    this.#enter(root);
    for (let visit = this.#path.at(-1); visit !== undefined; visit = this.#path.at(-1)) {
      const child = visit.node.children[visit.next];
      visit.next += 1;
      if (child === undefined) this.#leave(visit);
      else this.#meet(visit, child);
    }
  }

  #enter(node: FactNode): void {
    const index = this.#visits.size;
    const visit = { node, index, lowest: index, next: 0 };
    this.#visits.set(node, visit);
    this.#path.push(visit);
    this.#open.push(visit);
  }

  #meet(visit: Visit, child: FactNode): void {
    if (this.known.has(child)) return;
    const met = this.#visits.get(child);
    if (met === undefined) this.#enter(child);
    else visit.lowest = Math.min(visit.lowest, met.index);
  }

  #leave(visit: Visit): void {
    this.#path.pop();
    const parent = this.#path.at(-1);
    if (parent !== undefined) parent.lowest = Math.min(parent.lowest, visit.lowest);
    if (visit.lowest === visit.index) this.#close(visit);
  }

  /** Everything opened since the visit is one component. */
  #close(visit: Visit): void {
    const members = this.#open.splice(this.#open.indexOf(visit)).map(({ node }) => node);
    const facts = new Set<PlacedFact>();
    for (const { pair, facts: own, children } of members) {
      for (const fact of own) facts.add({ fact, pair });
      for (const child of children) for (const placed of this.known.get(child) ?? NONE) facts.add(placed);
    }
    const list = facts.size === 0 ? NONE : [...facts];
    for (const member of members) this.known.set(member, list);
  }
}
