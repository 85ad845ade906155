import type { Finding } from "../../../kernel/finding.js";
import { QUANTITY_SCALE } from "../../../kernel/quantity.js";
import { formatExact } from "../../../kernel/rational.js";
import type { Movement, MovementLine } from "../../movement.js";
import type { MovementOrder } from "../../movement-orders.js";
import { type MovementCheck, type MovementContext, refuse } from "./movement-context.js";

/** States in which an order takes movements. */
const WORKABLE: ReadonlySet<string> = new Set(["READY", "RUNNING", "SUSPENDED"]);

/** The order takes movements, and the lines are about what it consumes and makes. */
export const checkOrder: MovementCheck = (movement, context) => {
  const { order } = context;
  if (order === undefined) return [];
  const stateFindings = checkState(movement, order);
  if (stateFindings.length > 0) return stateFindings;
  return movement.lines.flatMap((line, index) => checkLine(movement, line, order, context, `/lines/${index}`));
};

function checkState({ orderNumber }: Movement, { state }: MovementOrder): Finding[] {
  if (WORKABLE.has(state)) return [];
  const isHeld = state === "HELD";
  const message = `Order ${orderNumber} is ${state}; it takes no movements.`;
  const fix = isHeld
    ? "Send the movement again when the hold is released."
    : "Book it in the ERP, or name another order.";
  return [refuse(isHeld ? "ORDER_HELD" : "ORDER_CLOSED", "/orderNumber", message, fix)];
}

function checkLine(
  movement: Movement,
  line: MovementLine,
  order: MovementOrder,
  context: MovementContext,
  pointer: string,
): Finding[] {
  switch (movement.movementType) {
    case "ISSUE_TO_ORDER":
    case "RETURN_TO_STOCK":
      return checkComponent(line, order, context, pointer);
    case "RECEIPT_FROM_ORDER":
      return checkProduct(line, order, context, pointer);
    default:
      return [];
  }
}

/** Without a component line the material is one that the order did not plan; the ERP books it on the order all the same. */
function checkComponent(
  line: MovementLine,
  order: MovementOrder,
  context: MovementContext,
  pointer: string,
): Finding[] {
  const { componentLine, materialNumber } = line;
  if (componentLine === undefined) return [];
  const component = order.components.find((candidate) => candidate.componentLine === componentLine);
  if (component === undefined) {
    const message = `The order has no component line ${componentLine}.`;
    const fix = "Report a line of the order, or leave componentLine out for material that was not planned.";
    return [refuse("COMPONENT_UNKNOWN", `${pointer}/componentLine`, message, fix)];
  }
  if (component.materialNumber !== materialNumber) {
    const message = `Component line ${componentLine} is ${component.materialNumber}, not ${materialNumber}.`;
    const fix = "Correct the material or the component line.";
    return [refuse("COMPONENT_UNKNOWN", `${pointer}/materialNumber`, message, fix)];
  }
  return checkExact(line, component.unit, "component line", context, pointer);
}

function checkProduct(line: MovementLine, order: MovementOrder, context: MovementContext, pointer: string): Finding[] {
  if (line.materialNumber === order.materialNumber) {
    return checkExact(line, order.unit, "order", context, pointer);
  }
  const message = `The order makes ${order.materialNumber}, not ${line.materialNumber}.`;
  const fix = "Report by- and co-products as BYPRODUCT_RECEIPT.";
  return [refuse("MATERIAL_UNKNOWN", `${pointer}/materialNumber`, message, fix)];
}

/** Totals are kept with six decimals; an amount that needs more would make them drift. */
function checkExact(
  { quantity, materialNumber }: MovementLine,
  unit: string,
  owner: string,
  { materialUnits }: MovementContext,
  pointer: string,
): Finding[] {
  const amount = materialUnits.convert(quantity, unit, materialNumber);
  if (amount === undefined) {
    const message = `${quantity.unit} does not convert to ${unit}, the unit of the ${owner}.`;
    return [refuse("UOM_NOT_CONVERTIBLE", `${pointer}/quantity/unit`, message, `Report ${unit}.`)];
  }
  if (formatExact(amount, QUANTITY_SCALE) !== undefined) return [];
  const message = `${quantity.value} ${quantity.unit} is not exact in ${unit} with six decimals.`;
  return [refuse("UOM_ROUNDING_LOSS", `${pointer}/quantity/value`, message, `Report the amount in ${unit}.`)];
}
