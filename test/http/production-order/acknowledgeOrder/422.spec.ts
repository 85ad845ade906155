import { sendSample } from "../../../support/gateway/sample.js";
import { refusals } from "../../../support/production-order/samples.js";

refusals.refuses("acknowledgeOrder", 422, {
  "to a member that the contract does not know": {
    code: "UNKNOWN_FIELD",
    pointers: ["/comment"],
    change: ({ body }) => ({ body: { ...body, comment: "fine" } }),
  },
  "to a refusal without a code": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/code"],
    change: ({ body }) => ({ body: { ...body, result: "NACK" } }),
  },
  "to a time that is none": {
    code: "BAD_TIME",
    pointers: ["/occurredAt"],
    change: ({ body }) => ({ body: { ...body, occurredAt: "now" } }),
  },
  "to a key that was used with another body": {
    code: "IDEMPOTENCY_KEY_REUSED",
    before: (sample) => sendSample(sample, { headers: { "idempotency-key": String(sample.body?.["dispatchId"]) } }),
    change: ({ body }) => ({
      body: { ...body, mesOrderRef: "MES-1" },
      headers: { "idempotency-key": String(body?.["dispatchId"]) },
    }),
  },
});
