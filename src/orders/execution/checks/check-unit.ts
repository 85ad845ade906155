import type { Finding } from "../../../kernel/finding.js";
import { QUANTITY_SCALE, type Quantity } from "../../../kernel/quantity.js";
import { type Rational, formatExact } from "../../../kernel/rational.js";
import { refuse } from "./execution-context.js";

/** Totals are kept with six decimals; an amount that needs more would make them drift. */
export function checkUnit(amount: Rational | undefined, quantity: Quantity, unit: string, pointer: string): Finding[] {
  if (amount === undefined) {
    const message = `${quantity.unit} does not convert to ${unit}, the unit of the order.`;
    return [
      refuse("UOM_NOT_CONVERTIBLE", `${pointer}/unit`, message, `Report ${unit}, or add the unit to the material.`),
    ];
  }
  if (formatExact(amount, QUANTITY_SCALE) !== undefined) return [];
  const message = `${quantity.value} ${quantity.unit} is not exact in ${unit} with six decimals.`;
  return [refuse("UOM_ROUNDING_LOSS", `${pointer}/value`, message, `Report the amount in ${unit}.`)];
}
