import type { LotTransfer, TransferredLot } from "../../genealogy/public.js";
import { instantOf } from "../../plants/public.js";
import type { MovementLine, MovementType } from "../movement.js";
import type { MovedLots, MovementOrder } from "../movement-orders.js";
import type { MovementRow } from "./movement-row.js";

const SIDES: Partial<Readonly<Record<MovementType, MovedLots["side"]>>> = {
  ISSUE_TO_ORDER: "INPUT",
  RECEIPT_FROM_ORDER: "OUTPUT",
  BYPRODUCT_RECEIPT: "OUTPUT",
  RETURN_TO_STOCK: "RETURN",
};

/** The lots of a movement that went into its order, came out of it or were given back by it, by line. */
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

/** The lots that a movement turns into another material; undefined for one that does not. */
export function transferOf(row: MovementRow): LotTransfer | undefined {
  const { lines, movementType, occurredAt } = row.document;
  if (movementType !== "TRANSFER_MATERIAL") return undefined;
  const lots = lines.flatMap(({ lots: own = [], materialNumber, toMaterialNumber = materialNumber }) =>
    own.map(({ lotNumber, quantity }): TransferredLot => {
      const ends = { fromMaterial: materialNumber, toMaterial: toMaterialNumber };
      return { ...ends, lotNumber, quantity: quantity.value, unit: quantity.unit };
    }),
  );
  return { movementId: row.reverses ?? row.id, plantCode: row.plantCode, lots, occurredAt: instantOf(occurredAt) };
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
