import { sendSample } from "../../../support/gateway/sample.js";
import { bodyOf, keyOf, refusals } from "../../../support/quality-event/samples.js";

refusals.refuses("decideUsage", 422, {
  "to a member that the contract does not know": {
    code: "UNKNOWN_FIELD",
    pointers: ["/color"],
    change: (sample) => ({ body: { ...bodyOf(sample), color: "red" } }),
  },
  "to a body without decision": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/decision"],
    change: (sample) => ({ body: { ...bodyOf(sample), decision: undefined } }),
  },
  "to a time that is still to come": {
    code: "BAD_TIME",
    change: (sample) => ({ body: { ...bodyOf(sample), occurredAt: "2999-01-01T00:00:00Z" } }),
  },
  "to a time that is none": {
    code: "BAD_TIME",
    pointers: ["/occurredAt"],
    change: (sample) => ({ body: { ...bodyOf(sample), occurredAt: "now" } }),
  },
  "to a key that was used with another body": {
    code: "IDEMPOTENCY_KEY_REUSED",
    before: (sample) => sendSample(sample, { headers: { "idempotency-key": keyOf(sample) } }),
    change: (sample) => ({
      body: { ...bodyOf(sample), decision: "REJECT" },
      headers: { "idempotency-key": keyOf(sample) },
    }),
  },
});
