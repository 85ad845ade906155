import type { Finding } from "../../../kernel/finding.js";
import { type Quantity, amountOf } from "../../../kernel/quantity.js";
import { ZERO, compare, formatExact } from "../../../kernel/rational.js";
import { type MovementCheck, type MovementContext, refuse } from "./movement-context.js";

/** Every amount is above zero, in a unit that converts to the material's own, with no digit the ERP would drop. */
export const checkAmounts: MovementCheck = ({ lines }, context) =>
  lines.flatMap((line, index) => [
    ...checkAmount(line.quantity, line.materialNumber, `/lines/${index}/quantity`, context),
    ...(line.lots ?? []).flatMap((lot, place) =>
      checkAmount(lot.quantity, line.materialNumber, `/lines/${index}/lots/${place}/quantity`, context),
    ),
  ]);

function checkAmount(quantity: Quantity, materialNumber: string, pointer: string, context: MovementContext): Finding[] {
  const { erp } = context.profile.systems;
  if (compare(amountOf(quantity), ZERO) === 0) {
    return [refuse("BAD_QUANTITY", `${pointer}/value`, "The quantity is zero.", "Leave the line or the lot out.")];
  }
  if (formatExact(amountOf(quantity), erp.quantityScale) === undefined) {
    const message = `${quantity.value} ${quantity.unit} has more than the ${erp.quantityScale} decimals that ${erp.name} keeps.`;
    return [refuse("UOM_ROUNDING_LOSS", `${pointer}/value`, message, "Report it in a smaller unit.")];
  }
  return checkUnit(quantity, materialNumber, pointer, context);
}

function checkUnit(
  quantity: Quantity,
  materialNumber: string,
  pointer: string,
  { records, units, materialUnits }: MovementContext,
): Finding[] {
  const { unit } = quantity;
  const baseUnit = records.find("material", materialNumber)?.baseUnit;
  if (baseUnit !== undefined && materialUnits.convert(quantity, baseUnit, materialNumber) !== undefined) return [];
  if (units.find(unit) === undefined && baseUnit !== unit) {
    const fix = "Use a code of UNECE Rec 20, or send master data unit-of-measure.";
    return [refuse("UOM_UNKNOWN", `${pointer}/unit`, `${unit} is not a known unit.`, fix)];
  }
  if (baseUnit === undefined) return [];
  const message = `${unit} does not convert to ${baseUnit}, the base unit of ${materialNumber}.`;
  const fix = `Report ${baseUnit}, or add ${unit} to the material's altUnits.`;
  return [refuse("UOM_NOT_CONVERTIBLE", `${pointer}/unit`, message, fix)];
}
