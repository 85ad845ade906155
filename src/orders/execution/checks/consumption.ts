import type { Finding } from "../../../kernel/finding.js";
import type { Quantity } from "../../../kernel/quantity.js";
import type { Rational } from "../../../kernel/rational.js";
import type { Consumption } from "../../confirmation-report.js";
import type { OrderComponent } from "../../order-lock.js";
import { checkLotSum } from "./check-lot-sum.js";
import { checkUnit } from "./check-unit.js";
import { type ExecutionCheck, type UnitConversion, refuse } from "./execution-context.js";

/** Every consumption names a line of the order, its lots where they are tracked, and an exact amount. */
export const checkConsumption: ExecutionCheck = (report, { components, convert }) =>
  (report.consumption ?? []).flatMap((consumption, index) => {
    const pointer = `/consumption/${index}`;
    const component = components.find((candidate) => candidate.componentLine === consumption.componentLine);
    if (component !== undefined) return checkLine(consumption, component, convert, pointer);
    const message = `The order has no component line ${consumption.componentLine}.`;
    const fix = "Report a line of the order; materials do not identify lines.";
    return [refuse("COMPONENT_UNKNOWN", `${pointer}/componentLine`, message, fix)];
  });

function checkLine(
  consumption: Consumption,
  component: OrderComponent,
  convert: UnitConversion,
  pointer: string,
): Finding[] {
  const lots = consumption.lots ?? [];
  if (component.lotRequired && lots.length === 0) {
    const message = `Component line ${component.componentLine} (${component.materialNumber}) is lot-tracked and no lot is named.`;
    return [refuse("LOT_REQUIRED", `${pointer}/lots`, message, "Name the lots that were consumed.")];
  }
  const inUnit = (part: Quantity): Rational | undefined => convert(part, component.unit, component.materialNumber);
  const total = inUnit(consumption.quantity);
  const unitFindings = checkUnit(total, consumption.quantity, component.unit, `${pointer}/quantity`);
  if (total === undefined || unitFindings.length > 0) return unitFindings;
  return checkLotSum(lots, total, inUnit, `${pointer}/lots`, `line ${component.componentLine}`);
}
