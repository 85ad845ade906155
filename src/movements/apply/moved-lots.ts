import type { MovementLine, MovementType } from "../movement.js";
import type { MovedLots, MovementOrder } from "../movement-orders.js";
import type { MovementRow } from "./movement-row.js";

const SIDES: Partial<Readonly<Record<MovementType, MovedLots["side"]>>> = {
  ISSUE_TO_ORDER: "INPUT",
  RECEIPT_FROM_ORDER: "OUTPUT",
  BYPRODUCT_RECEIPT: "OUTPUT",
};

/** The lots of a movement that went into its order or came out of it, by line; a return leaves the trace as it was. */
export function movedLotsOf(row: MovementRow, order: MovementOrder): MovedLots[] {
  const { movementType, occurredAt } = row.document;
  const side = SIDES[movementType];
  if (side === undefined || row.orderNumber === null) return [];
  const { correlationId, id: movementId, orderNumber, plantCode, traceparent } = row;
  const head = { movementId, plantCode, orderNumber, side, occurredAt, correlationId, traceparent };
  return row.document.lines
    .filter(({ lots }) => lots !== undefined)
    .map((line) => ({ ...head, operationNumber: operationOf(line, order), lots: lotsOf(line) }));
}

/** The operation that the line names, else that of its component, else the one that makes the product. */
function operationOf({ componentLine, operationNumber }: MovementLine, order: MovementOrder): string {
  const component = order.components.find((candidate) => candidate.componentLine === componentLine);
  return operationNumber ?? component?.operationNumber ?? order.lastOperationNumber;
}

function lotsOf({ handlingUnit, lots = [], materialNumber }: MovementLine): MovedLots["lots"] {
  const carrier = handlingUnit === undefined ? {} : { handlingUnit };
  return lots.map(({ lotNumber, quantity }) => ({ materialNumber, lotNumber, quantity, ...carrier }));
}
