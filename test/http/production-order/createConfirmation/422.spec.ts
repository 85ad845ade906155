import { sendSample } from "../../../support/gateway/sample.js";
import { refusals } from "../../../support/production-order/samples.js";

refusals.refuses("createConfirmation", 422, {
  "to a member that the contract does not know": {
    code: "UNKNOWN_FIELD",
    pointers: ["/comment"],
    change: ({ body }) => ({ body: { ...body, comment: "fine" } }),
  },
  "to a quantity without a unit": {
    code: "BAD_QUANTITY",
    pointers: ["/yield/unit"],
    change: ({ body }) => ({ body: { ...body, yield: { value: "10" } } }),
  },
  "to a lot quantity that is no decimal": {
    code: "BAD_QUANTITY",
    pointers: ["/consumption/0/lots/0/quantity/value"],
    change: ({ body }) => ({
      body: {
        ...body,
        consumption: [
          {
            componentLine: "0010",
            quantity: { value: "1", unit: "KGM" },
            lots: [{ lotNumber: "L", quantity: { value: "1,5", unit: "KGM" } }],
          },
        ],
      },
    }),
  },
  "to scrap without a reason": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/scrapReasonCode"],
    change: ({ body }) => ({ body: { ...body, scrap: { value: "1", unit: "KGM" } } }),
  },
  "to a time that is none": {
    code: "BAD_TIME",
    pointers: ["/occurredAt"],
    change: ({ body }) => ({ body: { ...body, occurredAt: "23.11.2026" } }),
  },
  "to a key that was used with another body": {
    code: "IDEMPOTENCY_KEY_REUSED",
    before: (sample) => sendSample(sample, { headers: { "idempotency-key": String(sample.body?.["occurredAt"]) } }),
    change: ({ body }) => ({
      body: { ...body, kind: "START" },
      headers: { "idempotency-key": String(body?.["occurredAt"]) },
    }),
  },
});
