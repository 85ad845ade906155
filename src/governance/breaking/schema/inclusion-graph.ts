import type { Fact } from "../fact.js";
import type { ChildPair, Inclusion } from "./compare/schema-pair.js";
import type { Conjunction } from "./conjunction.js";
import { reachableFacts, type FactNode, type PlacedFact, type ReachableFacts } from "./reachable-facts.js";

/** What one look at a pair says. */
export interface PairResult {
  readonly facts: readonly Fact[];
  readonly children: readonly ChildPair[];
}

/** How the graph looks at a pair; it may ask the graph for other inclusions meanwhile. */
export interface PairComparer {
  compare(pair: ChildPair): PairResult;
  /** True for a fact that counts against the inclusion of that pair. */
  isBlocking(fact: Fact, pair: ChildPair): boolean;
}

interface GraphNode extends FactNode {
  readonly pair: ChildPair;
  facts: readonly Fact[];
  children: readonly GraphNode[];
  /** Holds until something below it does not: only ever falls. */
  answer: Inclusion;
  isCompared: boolean;
  /** An answer it asked for has changed since; a trial that failed anyway need not look again. */
  isStale: boolean;
  isQueued: boolean;
  /** Somebody wants to know whether it holds, so its parts matter. */
  isAsked: boolean;
  /** Its facts are wanted whatever the answer is. */
  isPinned: boolean;
  /** Its facts are in the report and rest on settled answers. */
  isSettled: boolean;
  /** Pairs that do not hold when this one does not. Most nodes of a large contract are asked by nobody. */
  parents: Set<GraphNode> | undefined;
  /** Pairs that asked whether this one holds and look again when the answer changes. */
  askers: Set<GraphNode> | undefined;
}

/** Trials of one graph at most; the ones left over are undecided. */
const TRIAL_COUNT_MAX = 300_000;

const RANK: Readonly<Record<Inclusion, number>> = { yes: 0, undecided: 1, no: 2 };

/**
 * All pairs of schemas that one view has to look at. Inclusion over recursive schemas is a greatest fixed point: every
 * pair is taken to hold until a fact against it turns up, which then travels to the pairs that rest on it and makes
 * those that asked look again. Answers only fall, so this ends, without recursion however the schemas recur.
 */
export class InclusionGraph {
  /** By the keys of both sides, which are long-lived texts: a key made of both would be hashed anew each time. */
  readonly #nodes = new Map<string, Map<string, GraphNode[]>>();
  readonly #stack: GraphNode[] = [];
  readonly #reachable: ReachableFacts = new Map();
  #current: GraphNode | undefined;
  #trialCount = 0;

  constructor(private readonly comparer: PairComparer) {}

  /** Looks at a pair and at everything its answer depends on, as part of the report. */
  include(start: ChildPair): void {
    const root = this.#find(start);
    if (root.isSettled) return;
    const reached = new Set([root]);
    for (const node of reached) {
      this.#settle(node);
      for (const child of node.children) if (!child.isSettled) reached.add(child);
    }
  }

  /** Every fact reachable from a pair that was included; pairs that reach the same facts share one list. */
  factsFrom(start: ChildPair): readonly PlacedFact[] {
    return reachableFacts(this.#find(start), this.#reachable);
  }

  /** Whether a pair holds as far as is known; whoever is being compared looks again should that change. */
  ask(a: Conjunction, b: Conjunction, isStrict: boolean): Inclusion {
    const node = this.#find({
      a,
      b,
      isCounterpart: false,
      isStrict: isStrict || this.#current?.pair.isStrict === true,
    });
    if (this.#current !== undefined) (node.askers ??= new Set()).add(this.#current);
    this.#want(node);
    return node.answer;
  }

  /** Looks at a node once everything it asks about is known for good. */
  #settle(node: GraphNode): void {
    if (node.isSettled) return;
    node.isPinned = true;
    if (!node.isCompared || node.isStale) this.#lookAgain(node);
    this.#solve();
    node.isPinned = false;
    node.isSettled = true;
  }

  #find(pair: ChildPair): GraphNode {
    const nodes = this.#nodesBetween(pair);
    const known = nodes.find((node) => isSameQuestion(node.pair, pair));
    if (known !== undefined) return known;
    const node: GraphNode = {
      pair,
      facts: [],
      children: [],
      answer: "yes",
      isCompared: false,
      isStale: false,
      isQueued: false,
      isAsked: false,
      isPinned: false,
      isSettled: false,
      parents: undefined,
      askers: undefined,
    };
    nodes.push(node);
    return node;
  }

  /** The questions about two conjunctions: at most one per direction, measure and kind of pair. */
  #nodesBetween({ a, b }: ChildPair): GraphNode[] {
    const byOther = this.#nodes.get(a.key) ?? new Map<string, GraphNode[]>();
    if (byOther.size === 0) this.#nodes.set(a.key, byOther);
    const nodes = byOther.get(b.key) ?? [];
    if (nodes.length === 0) byOther.set(b.key, nodes);
    return nodes;
  }

  /** A node that was only reported so far gets its parts looked at as well. */
  #want(node: GraphNode): void {
    if (!node.isAsked) node.isCompared = false;
    node.isAsked = true;
    this.#enqueue(node);
  }

  #enqueue(node: GraphNode): void {
    if (node.isCompared || node.isQueued) return;
    node.isQueued = true;
    this.#stack.push(node);
  }

  #lookAgain(node: GraphNode): void {
    node.isStale = true;
    if (node.answer === "no" && !node.isPinned) return;
    node.isCompared = false;
    this.#enqueue(node);
  }

  #solve(): void {
    for (let node = this.#stack.pop(); node !== undefined; node = this.#stack.pop()) {
      node.isQueued = false;
      if (!node.isCompared && isWanted(node)) this.#look(node);
    }
  }

  #look(node: GraphNode): void {
    if (!node.isPinned) {
      this.#trialCount += 1;
      if (this.#trialCount > TRIAL_COUNT_MAX) return this.#lower(node, "undecided");
    }
    node.isCompared = true;
    node.isStale = false;
    this.#current = node;
    const { facts, children } = this.comparer.compare(node.pair);
    this.#current = undefined;
    node.facts = facts;
    const { isStrict = false } = node.pair;
    node.children = children.map((child) => this.#find({ ...child, isStrict }));
    for (const fact of facts)
      if (this.comparer.isBlocking(fact, node.pair)) this.#lower(node, fact.kind === "undecided" ? "undecided" : "no");
    if (node.isAsked) this.#depend(node, children);
  }

  /** Makes the answer rest on the parts; one that failed by itself needs no look at them. */
  #depend(node: GraphNode, children: readonly ChildPair[]): void {
    const needed = node.children.filter((_, index) => children[index]?.isSettled !== true);
    for (const child of needed) {
      (child.parents ??= new Set()).add(node);
      this.#lower(node, child.answer);
    }
    if (node.answer === "no") return;
    // Pushed first is popped last: a tag that tells branches apart is seen before what lies behind it.
    for (const child of needed.toSorted(byDepth)) this.#want(child);
  }

  #lower(start: GraphNode, answer: Inclusion): void {
    const fallen = [start];
    for (const node of fallen) {
      if (RANK[answer] <= RANK[node.answer]) continue;
      node.answer = answer;
      fallen.push(...(node.parents ?? []));
      for (const asker of node.askers ?? []) this.#lookAgain(asker);
    }
  }
}

/** Somebody still depends on the answer. */
function isWanted({ isPinned, parents, askers }: GraphNode): boolean {
  const isOpen = (node: GraphNode): boolean => node.isPinned || node.answer !== "no";
  return isPinned || [...(parents ?? [])].some(isOpen) || [...(askers ?? [])].some(isOpen);
}

function isSameQuestion(left: ChildPair, right: ChildPair): boolean {
  return (
    left.a.document === right.a.document &&
    left.isCounterpart === right.isCounterpart &&
    (left.isStrict === true) === (right.isStrict === true)
  );
}

function byDepth(left: GraphNode, right: GraphNode): number {
  return Number(isDeep(right)) - Number(isDeep(left));
}

function isDeep({ pair: { b } }: GraphNode): boolean {
  return b.conjuncts.some(
    ({ value }) => typeof value === "object" && value !== null && DEEP.some((keyword) => keyword in value),
  );
}

const DEEP = ["properties", "allOf", "oneOf", "anyOf", "items", "$ref"];
