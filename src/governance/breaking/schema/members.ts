import type { Conjunct } from "./conjunction.js";
import { isPatternMatch } from "./pattern/pattern-inclusion.js";
import type { ObjectGroup, SchemaNode } from "./schema-node.js";

/** What a node says about one member or element. */
export interface MemberSchemas {
  readonly conjuncts: readonly Conjunct[];
  /** True when a name, a pattern or a position names it, false when only the rest schema (or nothing) applies. */
  readonly isDeclared: boolean;
  /** True when a pattern could not be read, so that more schemas may apply. */
  readonly isUncertain: boolean;
}

/** The schemas that apply to the member of that name. */
export function memberSchemas(node: SchemaNode, name: string): MemberSchemas {
  const [only] = node.objects;
  if (only !== undefined && node.objects.length === 1 && only.patterns.length === 0) return plainMember(only, name);
  const conjuncts: Conjunct[] = [];
  let isDeclared = false;
  let isUncertain = false;
  for (const { properties, patterns, rest } of node.objects) {
    const own = properties.get(name);
    const matches = patterns.map(({ pattern, schema }) => ({ schema, isMatch: isPatternMatch(pattern, name) }));
    const matching = matches.filter(({ isMatch }) => isMatch === true).map(({ schema }) => schema);
    isUncertain ||= matches.some(({ isMatch }) => isMatch === undefined);
    if (own !== undefined) conjuncts.push(own);
    conjuncts.push(...matching);
    isDeclared ||= own !== undefined || matching.length > 0;
    if (own === undefined && matching.length === 0 && rest !== undefined) conjuncts.push(rest);
  }
  return { conjuncts, isDeclared, isUncertain };
}

/** Nearly every object: one group without patterns. */
function plainMember({ properties, rest }: ObjectGroup, name: string): MemberSchemas {
  const own = properties.get(name);
  const applied = own ?? rest;
  return { conjuncts: applied === undefined ? [] : [applied], isDeclared: own !== undefined, isUncertain: false };
}

/** The schemas that apply to the element at a position. */
export function elementSchemas(node: SchemaNode, index: number): MemberSchemas {
  const conjuncts: Conjunct[] = [];
  let isDeclared = false;
  for (const { prefix, rest } of node.arrays) {
    const own = prefix[index];
    isDeclared ||= own !== undefined;
    const applied = own ?? rest;
    if (applied !== undefined) conjuncts.push(applied);
  }
  return { conjuncts, isDeclared, isUncertain: false };
}

/** Every name a node's `properties` declare, sorted. */
export function declaredNames(node: SchemaNode): string[] {
  const [only] = node.objects;
  if (only !== undefined && node.objects.length === 1) return [...only.properties.keys()];
  return [...new Set(node.objects.flatMap(({ properties }) => [...properties.keys()]))].toSorted();
}

/** How many positions have a schema of their own. */
export function prefixLength(node: SchemaNode): number {
  return Math.max(0, ...node.arrays.map(({ prefix }) => prefix.length));
}
