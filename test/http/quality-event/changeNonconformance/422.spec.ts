import { sendSample } from "../../../support/gateway/sample.js";
import { bodyOf, keyOf, refusals } from "../../../support/quality-event/samples.js";

refusals.refuses("changeNonconformance", 422, {
  "to a member that the contract does not know": {
    code: "UNKNOWN_FIELD",
    pointers: ["/color"],
    change: (sample) => ({ body: { ...bodyOf(sample), color: "red" } }),
  },
  "to a change of nothing": { code: "SCHEMA_VIOLATION", pointers: [""], change: () => ({ body: {} }) },
  "to a closing without a disposition": {
    code: "NONCONFORMANCE_INCOMPLETE",
    change: () => ({ body: { state: "CLOSED", closingReason: "Done" } }),
  },
  "to a key that was used with another body": {
    code: "IDEMPOTENCY_KEY_REUSED",
    before: (sample) => sendSample(sample, { headers: { "idempotency-key": keyOf(sample) } }),
    change: (sample) => ({ body: { severity: "MINOR" }, headers: { "idempotency-key": keyOf(sample) } }),
  },
});
