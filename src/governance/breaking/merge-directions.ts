import type { Fact } from "./fact.js";

/**
 * One keyword that was narrowed and widened at once (`string` → `integer`) is one change: the two facts of the two
 * directions become one, called `changed`.
 */
export function mergeDirections(narrowed: Fact, widened: Fact): Fact | undefined {
  const isPair = narrowed.kind === "narrowed" && widened.kind === "widened";
  if (!isPair || narrowed.subjects !== undefined || widened.subjects !== undefined) return undefined;
  if (narrowed.change !== "narrowed" || widened.change !== "widened") return undefined;
  const { manner: _manner, ...rest } = narrowed;
  return {
    ...rest,
    change: "changed",
    kind: "incomparable",
    base: { ...narrowed.base, ...widened.base },
    revision: { ...widened.revision, ...narrowed.revision },
  };
}

/** Facts that may be merged have the same key. */
export function placeOf({ rule, base, revision }: Fact): string {
  return `${rule} ${base.pointer} ${revision.pointer}`;
}
