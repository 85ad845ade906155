import type { Cursor } from "./cursor.js";
import type { Pair } from "./subjects.js";

/** Pairs two maps by key, in the order of the keys; an absent side points at its holder. */
export function pairByKey(
  base: ReadonlyMap<string, Cursor>,
  revision: ReadonlyMap<string, Cursor>,
  holders: { readonly base: Cursor; readonly revision: Cursor },
): Pair[] {
  const names = [...new Set([...base.keys(), ...revision.keys()])].toSorted();
  return names.map((name) => ({
    name,
    base: base.get(name) ?? holders.base.absent(),
    revision: revision.get(name) ?? holders.revision.absent(),
  }));
}

/** Pairs the members of two objects by name; specification extensions are left out. */
export function pairMembers(base: Cursor, revision: Cursor): Pair[] {
  return pairByKey(new Map(base.entries()), new Map(revision.entries()), { base, revision });
}
