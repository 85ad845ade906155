/** A production order of about 1.5 KB, unique by its number. */
export function orderSample(orderNumber: string): Record<string, unknown> {
  return {
    orderNumber,
    plantCode: "P100",
    revision: 1,
    erpSystem: "ERP1",
    orderType: "PROCESS",
    material: { number: "FG-4711" },
    quantity: { value: "100", unit: "KGM" },
    underTolerancePct: 5,
    overTolerancePct: 5,
    priority: 50,
    plannedStart: "2026-11-23T08:00:00Z",
    plannedEnd: "2026-11-23T16:00:00Z",
    routing: { id: "RT-4711", version: "1" },
    bom: { id: "BOM-4711", version: "1" },
    operations: ["0010", "0020"].map((operationNumber, index) => ({
      operationNumber,
      sequence: index + 1,
      name: index === 0 ? "Mix" : "Pack",
      workCenterCode: index === 0 ? "MIX01" : "PACK01",
      confirmationRequired: true,
    })),
    components: ["0010", "0020", "0030", "0040", "0050", "0060"].map((componentLine) => ({
      componentLine,
      operationNumber: "0010",
      materialNumber: `RM-${componentLine}`,
      quantity: { value: "10.500", unit: "KGM" },
      storageLocationCode: "RM01",
      lotRequired: true,
    })),
  };
}
