import type { B2mmlProfile, PlantProfile } from "../../../src/plants/public.js";

/** A bakery whose files name segments, centres, bins and units their own way. */
export function bakery(b2mml: Partial<B2mmlProfile> = {}): PlantProfile {
  return {
    plant: "P900",
    name: "Test bakery",
    companyCode: "9000",
    timeZone: "Europe/Vienna",
    status: "ACTIVE",
    systems: {
      erp: {
        name: "ERP9",
        adapter: "sap-odata",
        url: "http://127.0.0.1:1",
        maxParallel: 1,
        quantityScale: 3,
        timeoutMs: 1000,
        errorMap: {},
      },
      mes: {
        name: "MES9",
        adapter: "mes-http",
        url: "http://127.0.0.1:1",
        timeoutMs: 1000,
        ackTimeoutSeconds: 1,
        dispatchAttemptsMax: 1,
      },
    },
    release: {
      checks: {
        plantContext: "ERROR",
        routing: "ERROR",
        workCenter: "ERROR",
        uom: "ERROR",
        availability: "WARN",
        lots: "WARN",
        massBalance: "WARN",
      },
      stockMaxAgeMinutes: 60,
      massBalanceFactorMax: 2,
    },
    tolerances: { overPct: 5, underPct: 5, clockSkewSeconds: 120, overTolerance: "WARN" },
    execution: { gapWaitSeconds: 30, onGap: "ACCEPT_OUT_OF_ORDER" },
    classification: [],
    retry: { baseMs: 1, factor: 2, maxMs: 10, maxAgeHours: 1 },
    mappings: {
      unit: { KG: "KGM", ST: "C62" },
      workCenter: { OVEN01: "LINE-1/OVEN" },
      movementType: {},
      reason: {},
      lot: {},
      storageLocation: { "BIN-7": "RM07" },
      material: { "OLD-SALT": "SALT-1" },
    },
    b2mml: {
      watchFolder: "b2mml/P900",
      defaultDuration: "PT6H",
      orderType: "PROCESS",
      segment: { Baking: "0020" },
      center: { "4": "OVEN01" },
      recipe: { "BREAD-1": { routing: { id: "RT-B", version: "1" }, bom: { id: "BOM-B", version: "2" } } },
      badCheckDigit: "WARN",
      ...b2mml,
    },
  };
}
