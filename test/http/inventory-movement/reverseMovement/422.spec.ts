import { sendSample } from "../../../support/gateway/sample.js";
import { bodyOf, refusals } from "../../../support/inventory-movement/samples.js";

/** Unique for each sample. */
const keyOf = (sample: { readonly target: string; readonly body?: unknown }): string =>
  `${sample.target.split(" ")[1] ?? ""}-${String(bodyOf(sample)["occurredAt"])}`;

refusals.refuses("reverseMovement", 422, {
  "to a member that the contract does not know": {
    code: "UNKNOWN_FIELD",
    pointers: ["/colour"],
    change: ({ body }) => ({ body: { ...bodyOf({ body }), colour: "red" } }),
  },
  "to a reversal without a reason": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/reasonCode"],
    change: ({ body }) => ({ body: { ...bodyOf({ body }), reasonCode: undefined } }),
  },
  "to a key that was used with another body": {
    code: "IDEMPOTENCY_KEY_REUSED",
    before: (sample) => sendSample(sample, { headers: { "idempotency-key": keyOf(sample) } }),
    change: (sample) => ({
      body: { ...bodyOf(sample), reasonCode: "S01" },
      headers: { "idempotency-key": keyOf(sample) },
    }),
  },
});
