import { QUANTITY_SCALE, type Quantity } from "../../kernel/quantity.js";
import { type Rational, formatExact } from "../../kernel/rational.js";
import type { ExecutionContext } from "./checks/execution-context.js";

/** The amount as decimal text in the unit of the order; 0 for none. */
export function inOrderUnit({ order, convert }: ExecutionContext, quantity: Quantity | undefined): string {
  return quantity === undefined ? "0" : exactDecimal(convert(quantity, order.unit, order.document.material.number));
}

/**
 * Six decimals are exact for everything the checks let pass; the column would round silently otherwise.
 * @throws Error on an amount that the checks should have refused
 */
export function exactDecimal(amount: Rational | undefined): string {
  const text = amount === undefined ? undefined : formatExact(amount, QUANTITY_SCALE);
  if (text === undefined) throw new Error("an amount does not fit six decimals");
  return text;
}
