/** Documents and a plant for the tests of connectors and of what stands above them. */
import type { PlantProfile } from "../plants/public.js";
import type { PostingDocument, PostingKind } from "./connector.js";

export const ERP = "ERP1";
export const TIMEOUT_MS = 400;

export function testProfile(erpUrl: string): PlantProfile {
  return {
    plant: "P100",
    name: "Test plant",
    companyCode: "1000",
    timeZone: "Europe/Berlin",
    status: "ACTIVE",
    systems: {
      erp: {
        name: ERP,
        adapter: "sap-odata",
        url: erpUrl,
        maxParallel: 4,
        quantityScale: 3,
        timeoutMs: TIMEOUT_MS,
        errorMap: {},
      },
      mes: {
        name: "MES1",
        adapter: "mes-http",
        url: erpUrl,
        timeoutMs: TIMEOUT_MS,
        ackTimeoutSeconds: 120,
        dispatchAttemptsMax: 3,
      },
    },
    release: {
      checks: {
        plantContext: "ERROR",
        routing: "ERROR",
        workCenter: "ERROR",
        uom: "ERROR",
        availability: "ERROR",
        lots: "ERROR",
        massBalance: "WARN",
      },
      stockMaxAgeMinutes: 60,
      massBalanceFactorMax: 10,
    },
    tolerances: { overPct: 5, underPct: 5, clockSkewSeconds: 120, overTolerance: "WARN" },
    execution: { gapWaitSeconds: 30, onGap: "ACCEPT_OUT_OF_ORDER" },
    classification: [],
    retry: { baseMs: 20, factor: 2, maxMs: 200, maxAgeHours: 72 },
    mappings: {
      unit: { KG: "KGM" },
      workCenter: {},
      movementType: {},
      reason: { S01: "0001" },
      lot: { "LOT-2026-0007": "L260007" },
      storageLocation: { "BIN-1": "RM01" },
      material: {},
    },
    b2mml: {
      watchFolder: undefined,
      defaultDuration: "PT8H",
      orderType: "PROCESS",
      segment: {},
      center: {},
      recipe: {},
      badCheckDigit: "WARN",
    },
  };
}

export function testDocument(kind: PostingKind, orderNumber: string, occurredAt: string): PostingDocument {
  const head = { kind, plantCode: "P100", orderNumber, postingDate: "2026-11-23", occurredAt };
  const amount = { value: "10", unit: "KGM" };
  if (kind === "ORDER_ACKNOWLEDGEMENT") return { ...head, mesOrderRef: "MES-1" };
  if (kind === "CONFIRMATION") return { ...head, operationNumber: "0010", yield: amount };
  const item = {
    materialNumber: "RM-100",
    componentLine: "0010",
    quantity: amount,
    lotNumber: "LOT-1",
    storageLocationCode: "RM01",
  };
  return { ...head, operationNumber: "0010", items: [item] };
}
