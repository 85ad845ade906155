import type { Finding } from "../../../kernel/finding.js";
import { QUANTITY_SCALE, type Quantity } from "../../../kernel/quantity.js";
import { type Rational, add, compare, formatExact, parseDecimal, rational } from "../../../kernel/rational.js";
import { refuse } from "./execution-context.js";

/** Totals have twelve digits before the point; the sum that reaches this could not be stored. */
const TOTAL_LIMIT = rational(10n ** 12n);

/**
 * Totals are kept with six decimals; an amount that needs more would make them drift.
 * @param soFar total that the amount is added to, in the unit
 */
export function checkUnit(
  amount: Rational | undefined,
  quantity: Quantity,
  unit: string,
  pointer: string,
  soFar: string,
): Finding[] {
  if (amount === undefined) {
    const message = `${quantity.unit} does not convert to ${unit}, the unit of the order.`;
    return [
      refuse("UOM_NOT_CONVERTIBLE", `${pointer}/unit`, message, `Report ${unit}, or add the unit to the material.`),
    ];
  }
  if (formatExact(amount, QUANTITY_SCALE) === undefined) {
    const message = `${quantity.value} ${quantity.unit} is not exact in ${unit} with six decimals.`;
    return [refuse("UOM_ROUNDING_LOSS", `${pointer}/value`, message, `Report the amount in ${unit}.`)];
  }
  if (compare(add(amount, parseDecimal(soFar)), TOTAL_LIMIT) < 0) return [];
  const message = `With ${quantity.value} ${quantity.unit} the total exceeds twelve digits in ${unit}.`;
  return [refuse("BAD_QUANTITY", `${pointer}/value`, message, "Correct the amount.")];
}
