import { type Rational, divide, formatExact, multiply, parseDecimal } from "./rational.js";

/** An unsigned amount: decimal text (at most 12.6 digits) and a UNECE Rec 20 unit code. */
export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

/** A unit as a multiple of the coherent unit of its dimension (`KGM` of mass: 1/1, `GRM`: 1/1000). */
export interface UnitDefinition {
  readonly code: string;
  readonly dimension: string;
  readonly factor: Rational;
}

/** Digits after the point that a canonical quantity may carry. */
export const QUANTITY_SCALE = 6;

export const amountOf = (quantity: Quantity): Rational => parseDecimal(quantity.value);

/** Exact conversion between units of one dimension; undefined when the dimensions differ. */
export function convert(amount: Rational, from: UnitDefinition, to: UnitDefinition): Rational | undefined {
  if (from.dimension !== to.dimension) return undefined;
  return divide(multiply(amount, from.factor), to.factor);
}

/** The amount as a canonical quantity, or undefined when six decimals cannot say it exactly. */
export function toQuantity(amount: Rational, unit: string): Quantity | undefined {
  const value = formatExact(amount, QUANTITY_SCALE);
  return value === undefined ? undefined : { value, unit };
}
