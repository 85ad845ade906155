import { sendSample } from "../../../support/gateway/sample.js";
import { bodyOf, keyOf, refusals } from "../../../support/quality-event/samples.js";

refusals.refuses("rejectHold", 422, {
  "to a member that the contract does not know": {
    code: "UNKNOWN_FIELD",
    pointers: ["/color"],
    change: (sample) => ({ body: { ...bodyOf(sample), color: "red" } }),
  },
  "to a body without disposition": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/disposition"],
    change: (sample) => ({ body: { ...bodyOf(sample), disposition: undefined } }),
  },
  "to a key that was used with another body": {
    code: "IDEMPOTENCY_KEY_REUSED",
    before: (sample) => sendSample(sample, { headers: { "idempotency-key": keyOf(sample) } }),
    change: (sample) => ({
      body: { ...bodyOf(sample), reason: "Another reason" },
      headers: { "idempotency-key": keyOf(sample) },
    }),
  },
});
