import { systemClock } from "../../../src/kernel/clock.js";
import { UlidFactory } from "../../../src/kernel/ulid.js";

const ids = new UlidFactory(systemClock);

export type Json = Readonly<Record<string, unknown>>;

export const BASE = "/production-order/v1";

/** An order number no other spec uses. */
export const newOrderNumber = (): string => ids.next().slice(-12);

const KILOGRAMS = (value: string): Json => ({ value, unit: "KGM" });

/** 100 kg of FG-4711 in plant P100, which passes every check; planned from an hour ago. */
export function orderDocument(changes: Json = {}): Json & { readonly orderNumber: string } {
  const inHours = (hours: number): string => new Date(systemClock.now().getTime() + hours * 3_600_000).toISOString();
  return {
    orderNumber: newOrderNumber(),
    plantCode: "P100",
    revision: 1,
    erpSystem: "ERP1",
    orderType: "PROCESS",
    material: { number: "FG-4711" },
    quantity: KILOGRAMS("100"),
    underTolerancePct: 5,
    overTolerancePct: 5,
    priority: 50,
    plannedStart: inHours(-1),
    plannedEnd: inHours(7),
    routing: { id: "RT-4711", version: "1" },
    bom: { id: "BOM-4711", version: "1" },
    operations: [
      { operationNumber: "0010", sequence: 1, name: "Mix", workCenterCode: "MIX01" },
      { operationNumber: "0020", sequence: 2, name: "Pack", workCenterCode: "PACK01", predecessors: ["0010"] },
    ],
    components: [component("0010", "RM-100", "60"), component("0020", "RM-200", "40")],
    ...changes,
  };
}

function component(componentLine: string, materialNumber: string, kilograms: string): Json {
  return {
    componentLine,
    operationNumber: "0010",
    materialNumber,
    quantity: KILOGRAMS(kilograms),
    storageLocationCode: "RM01",
    lotRequired: true,
  };
}

/** 10 kg from operation 0010, just now. */
export function reportDocument(changes: Json = {}): Json {
  const occurredAt = systemClock.now().toISOString();
  return { operationNumber: "0010", kind: "PARTIAL", yield: KILOGRAMS("10"), occurredAt, ...changes };
}

/** The whole line of a component from one lot. */
export function consumptionOf(componentLine: string, kilograms: string, lotNumber: string): Json {
  const quantity = KILOGRAMS(kilograms);
  return { componentLine, quantity, lots: [{ lotNumber, quantity }] };
}
