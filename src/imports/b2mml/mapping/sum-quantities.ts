import { amountOf, type Quantity, toQuantity } from "../../../kernel/quantity.js";
import { add } from "../../../kernel/rational.js";
import { B2MML_PROBLEMS } from "../problems.js";
import type { MappingContext } from "./mapping-context.js";

/** The exact sum of two quantities of one unit; other pairs are an ERROR, since the adapter converts nothing. */
export function sumQuantities(
  a: Quantity,
  b: Quantity,
  pointer: string,
  context: MappingContext,
): Quantity | undefined {
  const total = a.unit === b.unit ? toQuantity(add(amountOf(a), amountOf(b)), a.unit) : undefined;
  if (total !== undefined) return total;
  return context.findings.refuse({
    code: B2MML_PROBLEMS.B2MML_CONTENT_UNSUPPORTED.code,
    message: `Quantities in ${a.unit} and ${b.unit} cannot be added.`,
    pointer,
    fix: "Send one unit for what is reported together.",
  });
}
