import type { OrderLot } from "../order-lot.js";
import type { QuantityElement, TransformationEvent } from "./epcis-event.js";
import { eventUri, lotUri, orderUri, plantUri, zoneOffset } from "./epcis-identifiers.js";

/** GTIN of a material, where one is known. */
export type GtinOf = (materialNumber: string) => string | null;

/** A lot of an order as an amount of an EPC class. */
export function quantityElement(lot: OrderLot, gtinOf: GtinOf): QuantityElement {
  const epcClass = lotUri(lot.materialNumber, lot.lotNumber, gtinOf(lot.materialNumber));
  return { epcClass, quantity: Number(lot.quantity), uom: lot.unit };
}

/**
 * One event for each set of issues and the receipt that follows it. Issues that no receipt has followed yet make an
 * event of inputs alone; the transformation id of the order holds the events together (EPCIS 2.0 §7.4.6).
 * @param lots what went into one order and came out of it, in the order it was recorded
 */
export function transformationEvents(lots: readonly OrderLot[], gtinOf: GtinOf): TransformationEvent[] {
  const events: TransformationEvent[] = [];
  let issued: OrderLot[] = [];
  for (const report of groupByReport(lots)) {
    issued.push(...report.filter(({ side }) => side === "INPUT"));
    const received = report.filter(({ side }) => side === "OUTPUT");
    if (received.length === 0) continue;
    events.push(toEvent(issued, received, gtinOf));
    issued = [];
  }
  return issued.length === 0 ? events : [...events, toEvent(issued, [], gtinOf)];
}

/** Reports of execution in their order. */
function groupByReport(lots: readonly OrderLot[]): OrderLot[][] {
  return [...Map.groupBy(lots, ({ confirmationId }) => confirmationId).values()];
}

function toEvent(issued: readonly OrderLot[], received: readonly OrderLot[], gtinOf: GtinOf): TransformationEvent {
  const last = received.at(-1) ?? issued.at(-1);
  if (last === undefined) throw new Error("a transformation without lots");
  const order = orderUri(last.plantCode, last.orderNumber);
  const amounts = (lots: readonly OrderLot[]): QuantityElement[] => lots.map((lot) => quantityElement(lot, gtinOf));
  return {
    type: "TransformationEvent",
    eventID: eventUri("transformation", ...[...issued, ...received].map(({ id }) => id)),
    eventTime: last.at.toISOString(),
    eventTimeZoneOffset: zoneOffset(last.at, last.timeZone),
    transformationID: order,
    ...(issued.length === 0 ? {} : { inputQuantityList: amounts(issued) }),
    ...(received.length === 0 ? {} : { outputQuantityList: amounts(received) }),
    bizStep: received.length === 0 ? "assembling" : "commissioning",
    disposition: "in_progress",
    readPoint: { id: plantUri(last.plantCode) },
    bizTransactionList: [{ type: "prodorder", bizTransaction: order }],
  };
}
