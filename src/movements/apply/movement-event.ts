import type { EventIntent } from "../../platform/messaging/outbox.js";
import type { Movement, MovementType } from "../movement.js";

/** Version of contracts/asyncapi/inventory-movement that movements are told in. */
export const MOVEMENT_EVENTS_VERSION = 2;

const NAMES: Readonly<Record<MovementType, string>> = {
  ISSUE_TO_ORDER: "inventory-movement.issued",
  RECEIPT_FROM_ORDER: "inventory-movement.received",
  BYPRODUCT_RECEIPT: "inventory-movement.received",
  RETURN_TO_STOCK: "inventory-movement.received",
  TRANSFER_LOCATION: "inventory-movement.transferred",
  TRANSFER_PLANT: "inventory-movement.transferred",
  TRANSFER_MATERIAL: "inventory-movement.transferred",
  STATUS_CHANGE: "inventory-movement.transferred",
  SCRAP: "inventory-movement.scrapped",
  COUNT_ADJUSTMENT: "inventory-movement.counted",
};

const REVERSED = "inventory-movement.reversed";

/** What an event says of a movement. */
export interface ToldMovement {
  readonly id: string;
  readonly plantCode: string;
  readonly movementNumber: string;
  readonly laneKey: string;
  readonly document: Movement;
  readonly reverses: string | null;
  readonly confirmationId?: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

/** Domain §4.4: receipts and reversals at once; issues too when their lots have to be traced. */
export function movementEvent(movement: ToldMovement): EventIntent {
  const { confirmationId, document, id, movementNumber, reverses } = movement;
  const name = reverses === null ? NAMES[document.movementType] : REVERSED;
  const isTraced = document.movementType === "ISSUE_TO_ORDER" && document.lines.some(({ lots }) => lots !== undefined);
  const isRealTime = isTraced || name === REVERSED || name === "inventory-movement.received";
  return {
    name,
    version: MOVEMENT_EVENTS_VERSION,
    plantCode: movement.plantCode,
    orderNumber: movement.laneKey,
    latencyClass: isRealTime ? "RT" : "NRT",
    correlationId: movement.correlationId,
    traceparent: movement.traceparent,
    data: {
      movementId: id,
      movementNumber,
      ...(reverses === null ? {} : { reverses }),
      movement: document,
      ...(confirmationId === undefined ? {} : { confirmationId }),
    },
  };
}
