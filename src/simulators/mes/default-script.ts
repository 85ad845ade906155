/** Part of the MES simulator: an execution that makes the whole order. */
import type { Behaviour } from "./behaviour.js";
import { LotPool } from "./lot-pool.js";
import type { Amount, ExecutionStep, MesComponent, MesOrder } from "./mes-order.js";
import { fromMicros, share, splitInThree, stepOf, toMicros } from "./split-amount.js";

type Operation = MesOrder["operations"][number];
type Consumption = NonNullable<ExecutionStep["consumption"]>[number];

/**
 * Every operation: start, two partial reports and the completing one, each with a share of the components by lot. Only
 * the last operation scraps, so that its yield and scrap are the quantity of the order; it also names the produced lot.
 */
export function makeDefaultScript(order: MesOrder, behaviour: Behaviour): ExecutionStep[] {
  const operations = order.operations.toSorted((a, b) => a.sequence - b.sequence);
  return operations.flatMap((operation) =>
    operationSteps(order, operation, operation === operations.at(-1), behaviour),
  );
}

function operationSteps(order: MesOrder, operation: Operation, isLast: boolean, behaviour: Behaviour): ExecutionStep[] {
  const { operationNumber } = operation;
  const unit = unitOf(order.quantity, behaviour);
  const total = toMicros(order.quantity.value);
  const scrap = isLast ? share(total, behaviour.scrapPct, stepOf(unit)) : 0n;
  const yields = splitInThree(total - scrap, stepOf(unit));
  const consumption = consumptionParts(order, operationNumber, behaviour);
  const make = (part: 0 | 1 | 2, kind: ExecutionStep["kind"], scrapped: bigint): ExecutionStep => ({
    operationNumber,
    kind,
    ...(yields[part] > 0n ? { yield: { value: fromMicros(yields[part]), unit } } : {}),
    ...(scrapped > 0n
      ? { scrap: { value: fromMicros(scrapped), unit }, scrapReasonCode: behaviour.scrapReasonCode }
      : {}),
    ...(consumption[part].length > 0 ? { consumption: consumption[part] } : {}),
    ...(isLast && yields[part] > 0n
      ? { producedLots: [{ lotNumber: producedLot(order), quantity: { value: fromMicros(yields[part]), unit } }] }
      : {}),
    ...(kind === "COMPLETE" ? { final: true } : {}),
  });
  const partials = [make(0, "PARTIAL", 0n), make(1, "PARTIAL", scrap)].filter(hasContent);
  return [{ operationNumber, kind: "START" }, ...partials, make(2, "COMPLETE", 0n)];
}

const hasContent = (step: ExecutionStep): boolean =>
  step.yield !== undefined || step.scrap !== undefined || step.consumption !== undefined;

/** Lines that the ERP backflushes itself and by-products are not consumed. */
function consumptionParts(
  order: MesOrder,
  operationNumber: string,
  behaviour: Behaviour,
): [Consumption[], Consumption[], Consumption[]] {
  const parts: [Consumption[], Consumption[], Consumption[]] = [[], [], []];
  for (const component of order.components) {
    if (component.operationNumber !== operationNumber || component.backflush === true || component.isByProduct === true)
      continue;
    componentParts(component, behaviour).forEach((consumption, part) => {
      if (consumption !== undefined) parts[part]?.push(consumption);
    });
  }
  return parts;
}

function componentParts(component: MesComponent, behaviour: Behaviour): (Consumption | undefined)[] {
  const unit = unitOf(component.quantity, behaviour);
  const pool = new LotPool(component, behaviour);
  return splitInThree(toMicros(component.quantity.value), stepOf(unit)).map((micros) => {
    if (micros === 0n) return undefined;
    const lots = pool.take(micros, unit);
    const quantity = { value: fromMicros(micros), unit };
    return { componentLine: component.componentLine, quantity, ...(lots.length > 0 ? { lots } : {}) };
  });
}

const unitOf = ({ unit }: Amount, behaviour: Behaviour): string => behaviour.units[unit] ?? unit;

/** SAP's batch has ten characters. */
const producedLot = (order: MesOrder): string =>
  order.lotNumber ?? `L${order.orderNumber.replaceAll("/", "-").slice(-9)}`;
