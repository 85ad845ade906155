import { conjunctionOf, type Conjunct, type Conjunction } from "./conjunction.js";
import { isJsonObject } from "../contract-document.js";
import { readNode } from "./read-node.js";
import type { SchemaDocument } from "./schema-document.js";
import type { SchemaNode } from "./schema-node.js";

/** Reads every conjunction of one document at most once. */
export class SchemaReader {
  readonly #nodes = new Map<string, SchemaNode>();
  #depth = 0;

  constructor(readonly document: SchemaDocument) {}

  node(conjunction: Conjunction): SchemaNode {
    const known = this.#nodes.get(conjunction.key);
    if (known !== undefined) return known;
    const node = readNode(conjunction);
    this.#nodes.set(conjunction.key, node);
    return node;
  }

  conjunction(conjuncts: readonly Conjunct[]): Conjunction {
    return conjunctionOf(
      this.document,
      conjuncts.map((conjunct) => this.#target(conjunct)),
    );
  }

  /** Runs a step one level deeper; undefined when that is deeper than any schema without a loop goes. */
  descend<Result>(step: () => Result): Result | undefined {
    if (this.#depth >= DEPTH_MAX) return undefined;
    this.#depth += 1;
    try {
      return step();
    } finally {
      this.#depth -= 1;
    }
  }

  /** A schema that is nothing but a reference is the schema it names: one place, however many refer to it. */
  #target(conjunct: Conjunct): Conjunct {
    let target = conjunct;
    for (let hop = 0; hop < HOP_COUNT_MAX; hop += 1) {
      const reference = target.without === undefined ? plainReference(target.value) : undefined;
      const next = reference === undefined ? undefined : this.document.resolve(reference);
      if (next === undefined) return target;
      target = next;
    }
    return target;
  }
}

const DEPTH_MAX = 100;

/** Longer chains of references are left to the flattening, which knows cycles. */
const HOP_COUNT_MAX = 20;

const SILENT = new Set(["$ref", "description", "summary", "title"]);

function plainReference(value: unknown): string | undefined {
  if (!isJsonObject(value) || typeof value["$ref"] !== "string") return undefined;
  return Object.keys(value).every((keyword) => SILENT.has(keyword)) ? value["$ref"] : undefined;
}
