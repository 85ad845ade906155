import type { Finding } from "../../../kernel/finding.js";
import type { Quantity } from "../../../kernel/quantity.js";
import { type Rational, ZERO, add, compare } from "../../../kernel/rational.js";
import type { LotQuantity } from "../../confirmation-report.js";
import { refuse } from "./execution-context.js";

/** The lots add up to their quantity exactly (domain §2b 8). @param inUnit amount in the unit of the total */
export function checkLotSum(
  lots: readonly LotQuantity[],
  total: Rational,
  inUnit: (quantity: Quantity) => Rational | undefined,
  pointer: string,
  subject: string,
): Finding[] {
  if (lots.length === 0) return [];
  const sum = lots.reduce((soFar, lot) => add(soFar, inUnit(lot.quantity) ?? ZERO), ZERO);
  if (compare(sum, total) === 0) return [];
  const message = `The lots of ${subject} do not add up to its quantity.`;
  return [refuse("BAD_QUANTITY", pointer, message, "Make the sum of the lots equal the quantity.")];
}
