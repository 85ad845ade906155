import { systemClock } from "../../../src/kernel/clock.js";
import type { Json } from "../production-order/documents.js";

export const BASE = "/inventory-movement/v2";
export const BASE_V1 = "/inventory-movement/v1";

const KILOGRAMS = (value: string): Json => ({ value, unit: "KGM" });

/** A line of RM-100 from its lots, or of what the changes say. */
export function lineDocument(changes: Json = {}): Json {
  return {
    lineNumber: 1,
    materialNumber: "RM-100",
    quantity: KILOGRAMS("2"),
    lots: [{ lotNumber: "LOT-RM-7", quantity: KILOGRAMS("2") }],
    storageLocation: { from: "RM01" },
    ...changes,
  };
}

/** 2 kg of RM-100 scrapped just now, which passes every check; no order. */
export function scrapDocument(changes: Json = {}): Json {
  return {
    plantCode: "P100",
    movementType: "SCRAP",
    reasonCode: "S01",
    occurredAt: systemClock.now().toISOString(),
    lines: [lineDocument()],
    ...changes,
  };
}

/** 24 kg of component 0010 from two places of a lot and 16 kg of component 0020. */
export function issueDocument(orderNumber: string, changes: Json = {}): Json {
  return {
    plantCode: "P100",
    movementType: "ISSUE_TO_ORDER",
    orderNumber,
    occurredAt: systemClock.now().toISOString(),
    lines: [
      lineDocument({
        componentLine: "0010",
        quantity: KILOGRAMS("24"),
        lots: [
          { lotNumber: "LOT-RM-7", quantity: KILOGRAMS("20") },
          { lotNumber: "LOT-RM-7", quantity: KILOGRAMS("4") },
        ],
      }),
      lineDocument({
        lineNumber: 2,
        componentLine: "0020",
        materialNumber: "RM-200",
        quantity: KILOGRAMS("16"),
        lots: [{ lotNumber: "LOT-RM-8", quantity: KILOGRAMS("16") }],
      }),
    ],
    ...changes,
  };
}

/** 5 t of a lot of RM-100, just now. */
export function snapshotDocument(changes: Json = {}): Json {
  return {
    plantCode: "P100",
    asOf: systemClock.now().toISOString(),
    balances: [
      {
        materialNumber: "RM-100",
        storageLocationCode: "RM01",
        lotNumber: "LOT-RM-7",
        stockStatus: "UNRESTRICTED",
        quantity: KILOGRAMS("5000"),
      },
    ],
    ...changes,
  };
}
