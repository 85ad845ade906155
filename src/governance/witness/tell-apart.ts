import { isJsonObject } from "../breaking/contract-document.js";
import type { Conjunct, Conjunction } from "../breaking/schema/conjunction.js";
import { declaredNames, elementSchemas, memberSchemas } from "../breaking/schema/members.js";
import type { SchemaNode, Union } from "../breaking/schema/schema-node.js";
import type { ValueMaker } from "./value-maker.js";

/** One of each type: whatever a member must be, some of these it is not. */
const STRANGERS: readonly unknown[] = [0, "text", true, null, {}, []];
const VARIANTS_MAX = 12;
const DEPTH_MAX = 6;

/**
 * Branches of `oneOf` often overlap, because objects may carry members nobody declared; a value must then break all of
 * them but one. Gives the value with such members added wherever several branches take it.
 */
export function* toldApart(maker: ValueMaker, schema: Conjunction, value: unknown, depth = 0): Generator {
  if (depth > DEPTH_MAX) return;
  const node = maker.reader.node(schema);
  yield* partsToldApart(maker, node, value, depth);
  let count = 0;
  for (const union of node.unions.filter(({ keyword }) => keyword === "oneOf"))
    for (const apart of variants(maker, node, union, value)) {
      yield apart;
      if ((count += 1) >= VARIANTS_MAX) return;
    }
}

/** The same inside: a branch that is taken, and then members and elements. */
function* partsToldApart(maker: ValueMaker, node: SchemaNode, value: unknown, depth: number): Generator {
  for (const union of node.unions)
    for (const branch of union.branches)
      if (!isRefusedBy(maker, branch, value))
        yield* toldApart(maker, maker.withBranch(node, union, branch), value, depth + 1);
  if (isJsonObject(value))
    for (const [name, member] of Object.entries(value)) {
      const inner = maker.reader.conjunction(memberSchemas(node, name).conjuncts);
      for (const apart of toldApart(maker, inner, member, depth + 1)) yield { ...value, [name]: apart };
    }
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) {
      const inner = maker.reader.conjunction(elementSchemas(node, index).conjuncts);
      for (const apart of toldApart(maker, inner, item, depth + 1)) yield value.with(index, apart);
    }
}

function* variants(maker: ValueMaker, node: SchemaNode, union: Union, value: unknown): Generator {
  if (!isJsonObject(value)) return;
  const taking = union.branches.filter((branch) => !isRefusedBy(maker, branch, value));
  if (taking.length < 2) return;
  for (const kept of taking) {
    const apart = withoutOthers(maker, kept, taking, value);
    if (apart !== undefined && !maker.isRefused(node, apart)) yield apart;
  }
}

/** The value changed so that only one of these branches takes it. */
function withoutOthers(
  maker: ValueMaker,
  kept: Conjunct,
  taking: readonly Conjunct[],
  value: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  let apart = value;
  for (const other of taking) {
    if (other === kept || isRefusedBy(maker, other, apart)) continue;
    const changed = withStranger(maker, kept, other, apart);
    if (changed === undefined) return undefined;
    apart = changed;
  }
  return apart;
}

function withStranger(
  maker: ValueMaker,
  kept: Conjunct,
  other: Conjunct,
  value: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  for (const name of declaredNames(maker.node([other])))
    for (const stranger of STRANGERS) {
      const changed = { ...value, [name]: stranger };
      if (!isRefusedBy(maker, kept, changed) && isRefusedBy(maker, other, changed)) return changed;
    }
  return undefined;
}

function isRefusedBy(maker: ValueMaker, schema: Conjunct, value: unknown): boolean {
  return maker.isRefused(maker.node([schema]), value);
}
