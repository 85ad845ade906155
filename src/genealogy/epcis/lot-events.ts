import type { LotDisposition, LotKey } from "../lot-disposition.js";
import type { OrderLot } from "../order-lot.js";
import type { AggregationEvent, ObjectEvent } from "./epcis-event.js";
import { eventUri, handlingUnitUri, lotUri, orderUri, plantUri, zoneOffset } from "./epcis-identifiers.js";
import { type GtinOf, quantityElement } from "./transformation-events.js";

/** One change of a lot's disposition. */
export interface DispositionChange extends LotKey {
  readonly id: string;
  readonly to: LotDisposition;
  readonly at: Date;
  readonly recordedAt: Date;
}

/** What a disposition is in the words of the Core Business Vocabulary; a lot in process is told by its transformation. */
const STEPS: Readonly<
  Partial<Record<LotDisposition, Pick<ObjectEvent, "action" | "bizStep"> & { readonly disposition: string }>>
> = {
  IN_PROCESS: { action: "ADD", bizStep: "creating_class_instance", disposition: "in_progress" },
  RESTRICTED: { action: "OBSERVE", bizStep: "holding", disposition: "non_sellable_other" },
  UNRESTRICTED: { action: "OBSERVE", bizStep: "inspecting", disposition: "conformant" },
  CLOSED: { action: "DELETE", bizStep: "decommissioning", disposition: "inactive" },
};

/** A lot that came into being, is held, is free or is used up. */
export function dispositionEvents(
  changes: readonly DispositionChange[],
  gtinOf: GtinOf,
  timeZoneOf: (plantCode: string) => string,
): ObjectEvent[] {
  return changes.flatMap((change): ObjectEvent[] => {
    const step = STEPS[change.to];
    if (step === undefined) return [];
    const epcClass = lotUri(change.materialNumber, change.lotNumber, gtinOf(change.materialNumber));
    return [
      {
        type: "ObjectEvent",
        eventID: eventUri("disposition", change.id),
        eventTime: change.at.toISOString(),
        recordTime: change.recordedAt.toISOString(),
        eventTimeZoneOffset: zoneOffset(change.at, timeZoneOf(change.plantCode)),
        ...step,
        quantityList: [{ epcClass }],
        readPoint: { id: plantUri(change.plantCode) },
      },
    ];
  });
}

/** Lots that were packed when they were made. */
export function packingEvents(lots: readonly OrderLot[], gtinOf: GtinOf): AggregationEvent[] {
  return lots.flatMap((lot): AggregationEvent[] => {
    if (lot.handlingUnit === null || lot.side !== "OUTPUT") return [];
    return [
      {
        type: "AggregationEvent",
        eventID: eventUri("packing", lot.id),
        eventTime: lot.at.toISOString(),
        eventTimeZoneOffset: zoneOffset(lot.at, lot.timeZone),
        action: "ADD",
        parentID: handlingUnitUri(lot.handlingUnit),
        childQuantityList: [quantityElement(lot, gtinOf)],
        bizStep: "packing",
        disposition: "in_progress",
        readPoint: { id: plantUri(lot.plantCode) },
        bizTransactionList: [{ type: "prodorder", bizTransaction: orderUri(lot.plantCode, lot.orderNumber) }],
      },
    ];
  });
}
