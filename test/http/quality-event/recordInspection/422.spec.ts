import { sendSample } from "../../../support/gateway/sample.js";
import { bodyOf, keyOf, refusals } from "../../../support/quality-event/samples.js";

const characteristic = { code: "MOISTURE", value: "5.6", lower: "3", upper: "5", result: "PASS" };

refusals.refuses("recordInspection", 422, {
  "to a member that the contract does not know": {
    code: "UNKNOWN_FIELD",
    pointers: ["/color"],
    change: (sample) => ({ body: { ...bodyOf(sample), color: "red" } }),
  },
  "to a body without scope": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/scope"],
    change: (sample) => ({ body: { ...bodyOf(sample), scope: undefined } }),
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
  "to a value above its limit that has passed": {
    code: "RESULT_CONTRADICTS_LIMITS",
    pointers: ["/characteristics/0/result"],
    change: (sample) => ({ body: { ...bodyOf(sample), characteristics: [characteristic] } }),
  },
  "to limits that leave no room": {
    code: "RESULT_CONTRADICTS_LIMITS",
    pointers: ["/characteristics/0/lower"],
    change: (sample) => ({ body: { ...bodyOf(sample), characteristics: [{ ...characteristic, lower: "9" }] } }),
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
