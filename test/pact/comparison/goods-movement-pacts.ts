const JSON_TYPE = { "Content-Type": ["application/json"] };
const LIKE = { combine: "AND", matchers: [{ match: "type" }] };

/** What three consumers need of the goods-movement contract; where each runs is part of the case. */
export const goodsMovementConsumers = [
  { consumer: "mes-discrete", version: "4.2.0", plants: ["P100", "P200"], pact: pactOf("mes-discrete", mes()) },
  { consumer: "erp-core", version: "7.0.1", plants: ["P100"], pact: pactOf("erp-core", erp()) },
  { consumer: "warehouse", version: "2.9.0", plants: ["P300"], pact: pactOf("warehouse", warehouse()) },
] as const;

function mes() {
  const movement = { movementType: "261", materialNumber: "RM-100", quantity: { value: "24", unit: "KGM" } };
  return [
    {
      type: "Synchronous/HTTP",
      description: "reads an order that runs",
      request: { method: "GET", path: "/goods-movement/v1/orders/1000042", headers: { Accept: ["application/json"] } },
      response: answer(200, { orderNumber: "1000042", state: "RUNNING", quantity: { value: "100", unit: "KGM" } }),
    },
    {
      type: "Synchronous/HTTP",
      description: "issues a component",
      request: {
        method: "POST",
        path: "/goods-movement/v1/goods-movements",
        headers: JSON_TYPE,
        body: { content: movement, contentType: "application/json", encoded: false },
        matchingRules: { body: { "$.materialNumber": LIKE } },
      },
      response: answer(201, { documentNumber: "4900000001", year: "2026" }),
    },
  ];
}

function erp() {
  return [
    {
      type: "Synchronous/HTTP",
      description: "releases an order",
      request: {
        method: "POST",
        path: "/goods-movement/v1/orders",
        headers: { ...JSON_TYPE, "Idempotency-Key": ["K-1"] },
        body: {
          content: { orderNumber: "1000042", priority: 80 },
          contentType: "application/json",
          encoded: false,
        },
      },
      response: answer(202, { id: "01KAR7Q2M0X3V9C4T8E6H5J2WA", state: "RUNNING" }),
    },
  ];
}

function warehouse() {
  return [
    {
      type: "Synchronous/HTTP",
      description: "lists the movements of a material",
      request: {
        method: "GET",
        path: "/goods-movement/v1/goods-movements",
        query: { materialNumber: ["RM-100"], limit: ["100"] },
        headers: { Accept: ["application/json"] },
      },
      response: answer(200, { items: [{ documentNumber: "4900000001", year: "2026" }] }, { "$.items": LIKE }),
    },
  ];
}

function answer(status: number, content: unknown, rules: Readonly<Record<string, unknown>> = { $: LIKE }) {
  const body = { content, contentType: "application/json", encoded: false };
  return { status, headers: JSON_TYPE, body, matchingRules: { body: rules } };
}

function pactOf(consumer: string, interactions: readonly Readonly<Record<string, unknown>>[]) {
  const metadata = { pactSpecification: { version: "4.0" } };
  return { consumer: { name: consumer }, provider: { name: "goods-movement" }, interactions, metadata };
}
