/** The order the demo releases: 100 KGM of FG-4711 in plant P100, two operations, two lot-tracked components. */
export function demoOrder(orderNumber: string, now: Date): Record<string, unknown> {
  const inHours = (hours: number): string => new Date(now.getTime() + hours * 3_600_000).toISOString();
  const kilograms = (value: string): object => ({ value, unit: "KGM" });
  return {
    orderNumber,
    plantCode: "P100",
    revision: 1,
    erpSystem: "ERP1",
    orderType: "PROCESS",
    material: { number: "FG-4711" },
    quantity: kilograms("100"),
    underTolerancePct: 5,
    overTolerancePct: 5,
    priority: 50,
    plannedStart: inHours(0),
    plannedEnd: inHours(8),
    routing: { id: "RT-4711", version: "1" },
    bom: { id: "BOM-4711", version: "1" },
    operations: [
      { operationNumber: "0010", sequence: 1, name: "Mix", workCenterCode: "MIX01" },
      {
        operationNumber: "0020",
        sequence: 2,
        name: "Pack",
        workCenterCode: "PACK01",
        isMilestone: true,
        predecessors: ["0010"],
      },
    ],
    components: [component("0010", "RM-100", kilograms("60")), component("0020", "RM-200", kilograms("40"))],
  };
}

function component(componentLine: string, materialNumber: string, quantity: object): object {
  return {
    componentLine,
    operationNumber: "0010",
    materialNumber,
    quantity,
    storageLocationCode: "RM01",
    lotRequired: true,
  };
}
