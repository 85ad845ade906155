import { sendSample } from "../../../support/gateway/sample.js";
import { bodyOf, keyOf, refusals } from "../../../support/quality-event/samples.js";

refusals.refuses("placeHold", 422, {
  "to a member that the contract does not know": {
    code: "UNKNOWN_FIELD",
    pointers: ["/color"],
    change: (sample) => ({ body: { ...bodyOf(sample), color: "red" } }),
  },
  "to a body without reasonCode": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/reasonCode"],
    change: (sample) => ({ body: { ...bodyOf(sample), reasonCode: undefined } }),
  },
  "to a time that is none": {
    code: "BAD_TIME",
    pointers: ["/occurredAt"],
    change: (sample) => ({ body: { ...bodyOf(sample), occurredAt: "now" } }),
  },
  "to a hold without an effect": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/effects"],
    change: (sample) => ({ body: { ...bodyOf(sample), effects: [] } }),
  },
  "to a reason that the plant's list does not have": {
    code: "REASON_CODE_UNKNOWN",
    change: (sample) => ({ body: { ...bodyOf(sample), reasonCode: "WHATEVER" } }),
  },
  "to an end that the plant does not let holds have": {
    code: "HOLD_MAY_NOT_EXPIRE",
    change: (sample) => ({ body: { ...bodyOf(sample), expiresAt: "2030-01-01T00:00:00Z" } }),
  },
  "to a key that was used with another body": {
    code: "IDEMPOTENCY_KEY_REUSED",
    before: (sample) => sendSample(sample, { headers: { "idempotency-key": keyOf(sample) } }),
    change: (sample) => ({
      body: { ...bodyOf(sample), comment: "once more" },
      headers: { "idempotency-key": keyOf(sample) },
    }),
  },
});
