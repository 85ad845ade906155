import { sendSample } from "../../../support/gateway/sample.js";
import { refusals } from "../../../support/production-order/samples.js";

refusals.refuses("releaseOrder", 422, {
  "to a member that the contract does not know": {
    code: "UNKNOWN_FIELD",
    pointers: ["/colour"],
    change: ({ body }) => ({ body: { ...body, colour: "red" } }),
  },
  "to an unknown member deep inside": {
    code: "UNKNOWN_FIELD",
    pointers: ["/material/colour"],
    change: ({ body }) => ({ body: { ...body, material: { number: "FG-4711", colour: "red" } } }),
  },
  "to a quantity that is a number": {
    code: "BAD_QUANTITY",
    pointers: ["/quantity/value"],
    change: ({ body }) => ({ body: { ...body, quantity: { value: 100, unit: "KGM" } } }),
  },
  "to a quantity with seven decimals": {
    code: "BAD_QUANTITY",
    pointers: ["/quantity/value"],
    change: ({ body }) => ({ body: { ...body, quantity: { value: "1.1234567", unit: "KGM" } } }),
  },
  "to a negative quantity": {
    code: "BAD_QUANTITY",
    pointers: ["/quantity/value"],
    change: ({ body }) => ({ body: { ...body, quantity: { value: "-1", unit: "KGM" } } }),
  },
  "to a time without an offset": {
    code: "BAD_TIME",
    pointers: ["/plannedStart"],
    change: ({ body }) => ({ body: { ...body, plannedStart: "2026-11-23T08:00:00" } }),
  },
  "to a day that does not exist": {
    code: "BAD_TIME",
    pointers: ["/plannedEnd"],
    change: ({ body }) => ({ body: { ...body, plannedEnd: "2026-02-30T08:00:00Z" } }),
  },
  "to members that are missing": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/routing"],
    change: ({ body }) => ({ body: { ...body, routing: undefined } }),
  },
  "to everything that is wrong at once": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/colour", "/priority", "/plannedStart"],
    change: ({ body }) => ({ body: { ...body, priority: 100, plannedStart: "soon", colour: "red" } }),
  },
  "to a key that was used with another body": {
    code: "IDEMPOTENCY_KEY_REUSED",
    before: (sample) => sendSample(sample, { headers: { "idempotency-key": String(sample.body?.["orderNumber"]) } }),
    change: ({ body }) => ({
      body: { ...body, priority: 1 },
      headers: { "idempotency-key": String(body?.["orderNumber"]) },
    }),
  },
});
