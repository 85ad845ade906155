import { SeededRandom } from "../../src/simulators/seeded-random.js";

/** An order of a run and what must have happened when it is complete; amounts are thousandths of a kilogram. */
export interface ChaosOrder {
  readonly orderNumber: string;
  /** Body of releaseOrder. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly grams: number;
  readonly yieldGrams: number;
  readonly scrapGrams: number;
  /** By material. */
  readonly issuedGrams: Readonly<Record<string, number>>;
}

/** Reports the MES simulator makes of one order: per operation a start, two partial ones and the completing one. */
export const CONFIRMATIONS_PER_ORDER = 8;

/** Messages into the gateway for one order: its release, its acknowledgement and the reports. */
export const MESSAGES_PER_ORDER = 2 + CONFIRMATIONS_PER_ORDER;

/** ERP documents one order must end with. */
export const DOCUMENTS_PER_ORDER: Readonly<Record<string, number>> = {
  ORDER_ACKNOWLEDGEMENT: 1,
  ISSUE_TO_ORDER: 3,
  CONFIRMATION: 6,
  RECEIPT_FROM_ORDER: 3,
};

export const POSTINGS_PER_ORDER = Object.values(DOCUMENTS_PER_ORDER).reduce((sum, count) => sum + count, 0);

/** Scrap of the MES simulator, in percent of the order's quantity. */
const SCRAP_PCT = 2;

/** Orders of plant P100 with different quantities, so that a document of one order cannot pass for another's. */
export function makeChaosOrders(count: number, seed: number, now: Date): ChaosOrder[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const kilograms = 50 + Math.floor(random.next() * 100);
    return makeChaosOrder(`C${String(index + 1).padStart(6, "0")}`, kilograms, now);
  });
}

function makeChaosOrder(orderNumber: string, kilograms: number, now: Date): ChaosOrder {
  const grams = kilograms * 1000;
  const scrapGrams = (grams * SCRAP_PCT) / 100;
  const issuedGrams = { "RM-100": grams * 0.6, "RM-200": grams * 0.4 };
  return {
    orderNumber,
    grams,
    scrapGrams,
    yieldGrams: grams - scrapGrams,
    issuedGrams,
    document: releaseDocument(orderNumber, grams, issuedGrams, now),
  };
}

function releaseDocument(
  orderNumber: string,
  grams: number,
  issued: ChaosOrder["issuedGrams"],
  now: Date,
): Record<string, unknown> {
  const inHours = (hours: number): string => new Date(now.getTime() + hours * 3_600_000).toISOString();
  return {
    orderNumber,
    plantCode: "P100",
    revision: 1,
    erpSystem: "ERP1",
    orderType: "PROCESS",
    material: { number: "FG-4711" },
    quantity: kilogramsOf(grams),
    underTolerancePct: 0,
    overTolerancePct: 0,
    priority: 50,
    plannedStart: inHours(0),
    plannedEnd: inHours(8),
    routing: { id: "RT-4711", version: "1" },
    bom: { id: "BOM-4711", version: "1" },
    operations: [
      { operationNumber: "0010", sequence: 1, name: "Mix", workCenterCode: "MIX01" },
      { operationNumber: "0020", sequence: 2, name: "Pack", workCenterCode: "PACK01", isMilestone: true },
    ],
    components: Object.entries(issued).map(([materialNumber, amount], index) => ({
      componentLine: `00${index + 1}0`,
      operationNumber: "0010",
      materialNumber,
      quantity: kilogramsOf(amount),
      storageLocationCode: "RM01",
      lotRequired: true,
    })),
  };
}

const kilogramsOf = (grams: number): object => ({ value: String(grams / 1000), unit: "KGM" });
