import type { AmountText, MovementItem, PostingDocument } from "../../connectors/public.js";
import { QUANTITY_SCALE } from "../../kernel/quantity.js";
import { ZERO, add, compare, formatExact } from "../../kernel/rational.js";
import type { Movement, MovementLine, MovedLot } from "../movement.js";
import { isGain } from "../movement.js";
import type { MovementContext } from "./checks/movement-context.js";

/** The one ERP document of a movement: an item for each lot of each line. @param laneKey order or movement number */
export function postingOf(movement: Movement, context: MovementContext, laneKey: string): PostingDocument {
  const { movementType, occurredAt, orderNumber, plantCode, reasonCode } = movement;
  return {
    kind: movementType,
    plantCode,
    orderNumber: laneKey,
    postingDate: context.postingDate,
    occurredAt,
    items: movement.lines.flatMap((line) => itemsOf(movement, line, context)),
    ...(orderNumber === undefined ? { hasNoOrder: true } : {}),
    ...(context.isReversal ? { isReversal: true } : {}),
    ...(context.reversesKey === undefined ? {} : { reversesKey: context.reversesKey }),
    ...(reasonCode === undefined ? {} : { reasonCode }),
    ...receivedOf(movement, context),
  };
}

function itemsOf(movement: Movement, line: MovementLine, context: MovementContext): MovementItem[] {
  const head: Omit<MovementItem, "quantity"> = {
    materialNumber: line.materialNumber,
    ...(line.componentLine === undefined ? {} : { componentLine: line.componentLine }),
    ...(line.handlingUnit === undefined ? {} : { handlingUnit: line.handlingUnit }),
    ...placesOf(movement, line, context),
    ...(line.stockStatus?.from === undefined ? {} : { fromStockStatus: line.stockStatus.from }),
    ...(line.stockStatus?.to === undefined ? {} : { toStockStatus: line.stockStatus.to }),
    ...(line.toPlantCode === undefined ? {} : { toPlantCode: line.toPlantCode }),
    ...(line.toMaterialNumber === undefined ? {} : { toMaterialNumber: line.toMaterialNumber }),
    ...(movement.movementType === "COUNT_ADJUSTMENT" ? { isGain: isGain(line) } : {}),
  };
  const { lots } = line;
  return lots === undefined ? [{ ...head, quantity: line.quantity }] : lots.map((lot) => ({ ...head, ...lotOf(lot) }));
}

const lotOf = ({
  lotNumber,
  quantity,
  serials,
}: MovedLot): Pick<MovementItem, "lotNumber" | "quantity" | "serials"> => ({
  lotNumber,
  quantity,
  ...(serials === undefined ? {} : { serials }),
});

/** An issue that names no place is taken from where the order plans its component. */
function placesOf({ movementType }: Movement, line: MovementLine, { order }: MovementContext): Partial<MovementItem> {
  const { from, to } = line.storageLocation ?? {};
  const component = order?.components.find(({ componentLine }) => componentLine === line.componentLine);
  const planned = movementType === "ISSUE_TO_ORDER" ? component?.storageLocationCode : undefined;
  const first = from ?? to ?? planned ?? undefined;
  return {
    ...(first === undefined ? {} : { storageLocationCode: first }),
    ...(from === undefined || to === undefined ? {} : { toStorageLocationCode: to }),
  };
}

/** What a receipt adds to its order; the units of the material may have changed when the ERP has booked it. */
function receivedOf(movement: Movement, context: MovementContext): { orderAmount?: AmountText } {
  const { order, isReversal } = context;
  if (movement.movementType !== "RECEIPT_FROM_ORDER" || order === undefined) return {};
  const amount = totalIn(order.unit, movement.lines, context);
  return { orderAmount: { value: isReversal ? `-${amount}` : amount, unit: order.unit } };
}

/** Sum of lines in one unit, as decimal text. @throws Error when a line has no exact amount, which the checks refuse */
export function totalIn(unit: string, lines: readonly MovementLine[], { materialUnits }: MovementContext): string {
  const sum = lines.reduce((soFar, { materialNumber, quantity }) => {
    const amount = materialUnits.convert(quantity, unit, materialNumber);
    if (amount === undefined) throw new Error(`the checks let ${quantity.unit} pass, which is not ${unit}`);
    return add(soFar, amount);
  }, ZERO);
  const text = compare(sum, ZERO) === 0 ? "0" : formatExact(sum, QUANTITY_SCALE);
  if (text === undefined) throw new Error(`the checks let an amount pass that is not exact in ${unit}`);
  return text;
}
