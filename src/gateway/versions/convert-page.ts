import { NotRepresentable } from "./not-representable.js";

/** An object that a page leaves out because its version has no words for it; the newer version shows it. */
export interface LeftOut {
  readonly id: string;
  /** What the version cannot say. */
  readonly reason: string;
}

/** Items of a page that could be said, and the names of those that could not. */
export interface ConvertedItems<Older> {
  readonly items: readonly Older[];
  readonly leftOut: readonly LeftOut[];
}

/** Converts the items of a page; none disappears without being named (docs/adr/0014). */
export function convertPage<Older, Newer extends { readonly id: string }>(
  items: readonly Newer[],
  down: (item: Newer) => Older,
): ConvertedItems<Older> {
  const said: Older[] = [];
  const leftOut: LeftOut[] = [];
  for (const item of items) {
    try {
      said.push(down(item));
    } catch (error) {
      if (!(error instanceof NotRepresentable)) throw error;
      leftOut.push({ id: item.id, reason: error.reason });
    }
  }
  return { items: said, leftOut };
}
