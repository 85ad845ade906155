import type { SchemaDocument } from "./schema-document.js";

/** Names and patterns that `unevaluatedProperties` / `unevaluatedItems` of a source finds already evaluated. */
export interface EvaluatedMembers {
  readonly names: readonly string[];
  readonly patterns: readonly string[];
  readonly itemCount: number;
  readonly hasItems: boolean;
  /** False when branches or conditions evaluate members too, so that the set depends on the value. */
  readonly isExact: boolean;
}

/** One schema of a conjunction, possibly without keywords that were taken out to be looked at on their own. */
export interface Conjunct {
  readonly pointer: string;
  readonly value: unknown;
  readonly without?: readonly string[];
  /** Tells apart conjuncts made by the engine, such as a restriction to one type. */
  readonly label?: string;
  readonly evaluated?: EvaluatedMembers;
}

/**
 * Schemas of one document that must all accept a value. Every schema the comparator looks at is one: a property under
 * two `allOf` members is the conjunction of both, so `allOf` never has to be merged into text and stays exact.
 */
export interface Conjunction {
  readonly document: SchemaDocument;
  readonly conjuncts: readonly Conjunct[];
  /** Equal for equal conjunctions of one document; the empty one accepts everything. */
  readonly key: string;
}

/** Key of the empty conjunction; pointers are empty or begin with a slash, so it is nobody's pointer. */
const ANYTHING = "anything";

export function conjunctionOf(document: SchemaDocument, conjuncts: readonly Conjunct[]): Conjunction {
  const [first, ...others] = conjuncts;
  if (first === undefined) return { document, conjuncts, key: ANYTHING };
  if (others.length === 0) return { document, conjuncts, key: conjunctKey(first) };
  const byKey = new Map(conjuncts.map((conjunct) => [conjunctKey(conjunct), conjunct]));
  return { document, conjuncts: [...byKey.values()], key: [...byKey.keys()].join(" & ") };
}

function conjunctKey({ pointer, without, label }: Conjunct): string {
  if (without === undefined && label === undefined) return pointer;
  return `${pointer}${without === undefined ? "" : `!${without.join(",")}`}${label === undefined ? "" : `?${label}`}`;
}
