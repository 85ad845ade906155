/** Elements of one array looked at; later ones rarely have members of their own. */
const ELEMENTS_MAX = 50;
const DEPTH_MAX = 24;

interface FieldNode {
  calls: number;
  /** Number of the last body it was seen in, so that it counts once in each. */
  seenIn: number;
  members: Map<string, FieldNode> | undefined;
  element: FieldNode | undefined;
}

/** One field and the number of bodies it was in. */
export interface FieldCount {
  /** RFC 6901, with `*` for every element; the body itself is the empty text. */
  readonly field: string;
  readonly calls: number;
}

/** Counts in how many bodies each field occurs. The values are never kept. */
export class FieldTally {
  readonly #root = createNode();
  #bodies = 0;
  #fields = 1;
  #isComplete = true;

  /** @param fieldsMax fields told apart; names beyond that are left out, as a map keyed by data would fill the memory */
  constructor(private readonly fieldsMax: number) {}

  get bodies(): number {
    return this.#bodies;
  }

  /** False when some field found no room or an array was only looked into. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  count(body: unknown): void {
    this.#bodies += 1;
    this.#visit(this.#root, body, 0);
  }

  *counts(): Generator<FieldCount> {
    const queue: { readonly field: string; readonly node: FieldNode }[] = [{ field: "", node: this.#root }];
    for (const { field, node } of queue) {
      yield { field, calls: node.calls };
      if (node.element !== undefined) queue.push({ field: `${field}/*`, node: node.element });
      for (const [name, member] of node.members ?? []) queue.push({ field: `${field}/${escaped(name)}`, node: member });
    }
  }

  #visit(node: FieldNode, value: unknown, depth: number): void {
    if (node.seenIn !== this.#bodies) {
      node.seenIn = this.#bodies;
      node.calls += 1;
    }
    if (typeof value !== "object" || value === null) return;
    if (depth >= DEPTH_MAX) this.#isComplete = false;
    else if (Array.isArray(value)) this.#visitElements(node, value, depth);
    else this.#visitMembers(node, value as Readonly<Record<string, unknown>>, depth);
  }

  #visitElements(node: FieldNode, elements: readonly unknown[], depth: number): void {
    if (elements.length === 0) return;
    const element = (node.element ??= this.#create());
    if (element === undefined) return;
    if (elements.length > ELEMENTS_MAX) this.#isComplete = false;
    const count = Math.min(elements.length, ELEMENTS_MAX);
    for (let index = 0; index < count; index += 1) this.#visit(element, elements[index], depth + 1);
  }

  #visitMembers(node: FieldNode, members: Readonly<Record<string, unknown>>, depth: number): void {
    const known = (node.members ??= new Map<string, FieldNode>());
    for (const name in members) {
      let member = known.get(name);
      if (member === undefined) {
        member = this.#create();
        if (member === undefined) continue;
        known.set(name, member);
      }
      this.#visit(member, members[name], depth + 1);
    }
  }

  #create(): FieldNode | undefined {
    if (this.#fields >= this.fieldsMax) {
      this.#isComplete = false;
      return undefined;
    }
    this.#fields += 1;
    return createNode();
  }
}

function createNode(): FieldNode {
  return { calls: 0, seenIn: 0, members: undefined, element: undefined };
}

function escaped(name: string): string {
  return name.includes("~") || name.includes("/") ? name.replaceAll("~", "~0").replaceAll("/", "~1") : name;
}
