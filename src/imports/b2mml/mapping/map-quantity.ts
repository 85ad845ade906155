import { type Quantity, toQuantity } from "../../../kernel/quantity.js";
import { parseDecimal, type Rational } from "../../../kernel/rational.js";
import type { QuantityText } from "../message/b2mml-message.js";
import { B2MML_PROBLEMS } from "../problems.js";
import type { MappingContext } from "./mapping-context.js";
import { mapUnit } from "./map-unit.js";

/** xs:decimal without a sign or with a plus; a point may stand first or last. */
const UNSIGNED_DECIMAL = /^\+?(?=\.?\d)(\d{0,15})\.?(\d{0,15})$/;
/** Digits before the point that a canonical quantity may have. */
const WHOLE_DIGITS_MAX = 12;

/** The quantity of a material entry in canonical form; `owner` is the element that must have it. */
export function mapQuantity(
  text: QuantityText | undefined,
  owner: string,
  context: MappingContext,
): Quantity | undefined {
  if (text === undefined) return refuseMissingQuantity(owner, context);
  const amount = readAmount(text.value);
  const unit = mapUnit(text.unit, text.pointer, context);
  if (amount === undefined) return refuseQuantity(text, context);
  return unit === undefined ? undefined : (canonical(amount, unit) ?? refuseQuantity(text, context));
}

function canonical(amount: Rational, unit: string): Quantity | undefined {
  const quantity = toQuantity(amount, unit);
  return quantity === undefined || quantity.value.split(".", 1).join("").length > WHOLE_DIGITS_MAX
    ? undefined
    : quantity;
}

function readAmount(text: string): Rational | undefined {
  const [, whole, fraction] = UNSIGNED_DECIMAL.exec(text) ?? [];
  return whole === undefined ? undefined : parseDecimal(`${whole || "0"}.${fraction || "0"}`);
}

function refuseMissingQuantity(owner: string, context: MappingContext): undefined {
  return context.findings.refuse({
    code: B2MML_PROBLEMS.B2MML_CONTENT_MISSING.code,
    message: "The entry has no Quantity.",
    pointer: owner,
    fix: "Send QuantityString and UnitOfMeasure.",
  });
}

function refuseQuantity(text: QuantityText, context: MappingContext): undefined {
  return context.findings.refuse({
    code: "BAD_QUANTITY",
    message: `"${text.value.slice(0, 60)}" is not an unsigned decimal number of at most 12 digits and 6 decimals.`,
    pointer: text.pointer,
    fix: "Write it with a point and no thousands separator, such as 1200.5.",
  });
}
