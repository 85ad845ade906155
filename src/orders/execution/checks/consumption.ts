import type { Finding } from "../../../kernel/finding.js";
import { QUANTITY_SCALE, type Quantity } from "../../../kernel/quantity.js";
import { type Rational, ZERO, add, formatExact, parseDecimal } from "../../../kernel/rational.js";
import type { Consumption } from "../../confirmation-report.js";
import type { OrderComponent } from "../../order-lock.js";
import { checkLotSum } from "./check-lot-sum.js";
import { checkUnit } from "./check-unit.js";
import { type ExecutionCheck, type UnitConversion, refuse } from "./execution-context.js";

/** Every consumption names a line of the order, its lots where they are tracked, and an exact amount. */
export const checkConsumption: ExecutionCheck = (report, { components, convert }) => {
  const lines = new Map(components.map((component) => [component.componentLine, component]));
  return (report.consumption ?? []).flatMap((consumption, index) => {
    const pointer = `/consumption/${index}`;
    const component = lines.get(consumption.componentLine);
    if (component !== undefined) {
      lines.set(component.componentLine, issuedWith(consumption, component, convert));
      return checkLine(consumption, component, convert, pointer);
    }
    const message = `The order has no component line ${consumption.componentLine}.`;
    const fix = "Report a line of the order; materials do not identify lines.";
    return [refuse("COMPONENT_UNKNOWN", `${pointer}/componentLine`, message, fix)];
  });
};

/** The line after the consumption: a report may name a line more than once, and its amounts add up. */
function issuedWith({ quantity }: Consumption, component: OrderComponent, convert: UnitConversion): OrderComponent {
  const amount = convert(quantity, component.unit, component.materialNumber) ?? ZERO;
  const issued = formatExact(add(parseDecimal(component.issued), amount), QUANTITY_SCALE);
  return issued === undefined ? component : { ...component, issued };
}

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
  const unitFindings = checkUnit(total, consumption.quantity, component.unit, `${pointer}/quantity`, component.issued);
  if (total === undefined || unitFindings.length > 0) return unitFindings;
  return checkLotSum(lots, total, inUnit, `${pointer}/lots`, `line ${component.componentLine}`);
}
