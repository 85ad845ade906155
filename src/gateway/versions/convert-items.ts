import { InterlockError } from "../../kernel/problem.js";
import type { BulkItem } from "../bulk-items.js";
import { gatewayProblems } from "../problems.js";
import { NotRepresentable } from "./not-representable.js";

/** Converts the items of a list body; one that the newer version cannot say is refused alone. */
export function convertItems<Older, Newer>(
  items: readonly BulkItem<Older>[],
  up: (item: Older) => Newer,
): readonly BulkItem<Newer>[] {
  return items.map((item) => {
    if (item.refusal !== undefined) return item;
    try {
      const value = up(item.value);
      return { index: item.index, text: JSON.stringify(value), value };
    } catch (error) {
      if (!(error instanceof NotRepresentable)) throw error;
      const refusal = new InterlockError(gatewayProblems.NOT_REPRESENTABLE_IN_VERSION, { detail: error.reason });
      return { index: item.index, text: item.text, refusal };
    }
  });
}
