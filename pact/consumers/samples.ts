import { MatchersV3 } from "@pact-foundation/pact";

const { fromProviderState, like, regex } = MatchersV3;

export const PROVIDER = "production-order-v1";
/** Media type of every refusal. */
export const PROBLEM = "application/problem+json; charset=utf-8";
export const ORDERS = "/production-order/v1/orders";
export const OPERATIONS = "/production-order/v1/operations";
export const ORDER = `${ORDERS}/P100/\${orderNumber}`;
export const ORDER_VALUES = { orderNumber: "1000042" };

export const kilograms = (value: string) => ({ value, unit: "KGM" });
export const decimal = (example: string) => regex(/^-?\d+(\.\d+)?$/, example);
export const quantity = (example: string) => ({ value: decimal(example), unit: like("KGM") });
export const id = (example = "01KAR7Q2M0X3V9C4T8E6H5J2WA") => regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, example);
export const instant = (example = "2026-11-23T08:00:00.000Z") =>
  regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, example);

export const correlation = like("PO-1000042");
/** Version of a resource, as If-Match takes it; the state gives it. */
export const etag = fromProviderState("${etag}", '"2"');

/** The operation that an accepted request started. */
export const startedOperation = {
  id: id(),
  state: regex(/^(RUNNING|SUCCEEDED)$/, "RUNNING"),
  resource: like("/orders"),
};

/** An order that passes every check in plant P100, under a number that nobody has used. */
export const orderRelease = {
  orderNumber: fromProviderState("${orderNumber}", "1000042"),
  plantCode: "P100",
  revision: 1,
  erpSystem: "ERP1",
  orderType: "PROCESS",
  material: { number: "FG-4711" },
  quantity: kilograms("100"),
  underTolerancePct: 5,
  overTolerancePct: 5,
  priority: 50,
  plannedStart: fromProviderState("${plannedStart}", "2026-11-23T08:00:00.000Z"),
  plannedEnd: fromProviderState("${plannedEnd}", "2026-11-23T16:00:00.000Z"),
  routing: { id: "RT-4711", version: "1" },
  bom: { id: "BOM-4711", version: "1" },
  operations: [
    { operationNumber: "0010", sequence: 1, name: "Mix", workCenterCode: "MIX01" },
    { operationNumber: "0020", sequence: 2, name: "Pack", workCenterCode: "PACK01", predecessors: ["0010"] },
  ],
  components: [component("0010", "RM-100", "60"), component("0020", "RM-200", "40")],
};

function component(componentLine: string, materialNumber: string, amount: string) {
  return {
    componentLine,
    operationNumber: "0010",
    materialNumber,
    quantity: kilograms(amount),
    storageLocationCode: "RM01",
    lotRequired: true,
  };
}

/**
 * The members of an event that every reader needs, around its own data.
 * @param type name and version, such as `production-order.released.v1`
 */
export function event<Data>(type: string, data: Data) {
  return {
    specversion: "1.0",
    id: id("01KAR7Q2M0X3V9C4T8E6H5J2WE"),
    type: `com.interlock.${type}`,
    plantcode: "P100",
    partitionkey: like("P100/1000042"),
    time: instant(),
    data,
  };
}
