import { sendSample } from "../../../support/gateway/sample.js";
import { refusals } from "../../../support/production-order/samples.js";

const keyOf = (target: string): string => target.replaceAll(" ", "-").slice(-128);

refusals.refuses("reverseConfirmation", 422, {
  "to a member that the contract does not know": {
    code: "UNKNOWN_FIELD",
    pointers: ["/comment"],
    change: ({ body }) => ({ body: { ...body, comment: "fine" } }),
  },
  "to a reversal without a reason": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/reasonCode"],
    change: ({ body }) => ({ body: { ...body, reasonCode: undefined } }),
  },
  "to a time that is none": {
    code: "BAD_TIME",
    pointers: ["/occurredAt"],
    change: ({ body }) => ({ body: { ...body, occurredAt: "now" } }),
  },
  "to a key that was used with another body": {
    code: "IDEMPOTENCY_KEY_REUSED",
    before: (sample) => sendSample(sample, { headers: { "idempotency-key": keyOf(sample.target) } }),
    change: ({ body, target }) => ({
      body: { ...body, reasonCode: "R02" },
      headers: { "idempotency-key": keyOf(target) },
    }),
  },
});
