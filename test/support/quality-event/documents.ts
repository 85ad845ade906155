import { systemClock } from "../../../src/kernel/clock.js";
import { UlidFactory } from "../../../src/kernel/ulid.js";
import type { Json } from "../production-order/documents.js";

const ids = new UlidFactory(systemClock);

export const BASE = "/quality-event/v1";

/** A lot number no other spec uses; an SAP batch has 10 characters. */
export const newLotNumber = (): string => `L${ids.next().slice(-9)}`;

const now = (): string => systemClock.now().toISOString();

export const lotScope = (materialNumber: string, lotNumber: string): Json => ({
  type: "LOT",
  materialNumber,
  lotNumber,
});
export const orderScope = (orderNumber: string): Json => ({ type: "ORDER", orderNumber });

/** One characteristic of a lot of FG-4711 that passed. */
export function inspectionDocument(changes: Json = {}): Json {
  return {
    plantCode: "P100",
    scope: lotScope("FG-4711", newLotNumber()),
    characteristics: [{ code: "MOISTURE", value: "4.2", unit: "P1", lower: "3", upper: "5", result: "PASS" }],
    occurredAt: now(),
    ...changes,
  };
}

/** A hold on a lot that nothing else is known of. */
export function holdDocument(changes: Json = {}): Json {
  return {
    plantCode: "P100",
    scope: lotScope("RM-100", newLotNumber()),
    severity: "MAJOR",
    effects: ["GOODS_ISSUE", "GOODS_RECEIPT"],
    reasonCode: "Q01",
    occurredAt: now(),
    ...changes,
  };
}

export function nonconformanceDocument(changes: Json = {}): Json {
  return {
    plantCode: "P100",
    scope: lotScope("FG-4711", newLotNumber()),
    severity: "MAJOR",
    defectCode: "COLOR",
    description: "Colour outside the range of the sample",
    occurredAt: now(),
    ...changes,
  };
}

export function usageDocument(changes: Json = {}): Json {
  return {
    plantCode: "P100",
    scope: lotScope("FG-4711", newLotNumber()),
    decision: "ACCEPT",
    occurredAt: now(),
    ...changes,
  };
}

/** An inspection as an item of a list, with a key of its own. */
export function inspectionItem(changes: Json = {}): Json {
  return { ...inspectionDocument(), idempotencyKey: ids.next(), kind: "INSPECTION_RESULT", ...changes };
}
