import type { Quantity } from "../../../kernel/quantity.js";
import type { Rational } from "../../../kernel/rational.js";
import { checkLotSum } from "./check-lot-sum.js";
import type { ExecutionCheck } from "./execution-context.js";

/** Where lots of the product are named, together they are the yield. */
export const checkProducedLots: ExecutionCheck = (report, { order, convert }) => {
  if (report.yield === undefined) return [];
  const inUnit = (part: Quantity): Rational | undefined => convert(part, order.unit, order.document.material.number);
  const total = inUnit(report.yield);
  return total === undefined
    ? []
    : checkLotSum(report.producedLots ?? [], total, inUnit, "/producedLots", "the product");
};
