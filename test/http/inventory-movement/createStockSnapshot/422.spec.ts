import { sendSample } from "../../../support/gateway/sample.js";
import { bodyOf, refusals } from "../../../support/inventory-movement/samples.js";

/** Unique for each sample. */
const keyOf = (sample: { readonly target: string; readonly body?: unknown }): string =>
  `${sample.target.split(" ")[1] ?? ""}-${String(bodyOf(sample)["asOf"])}`;

refusals.refuses("createStockSnapshot", 422, {
  "to a member that the contract does not know": {
    code: "UNKNOWN_FIELD",
    pointers: ["/colour"],
    change: ({ body }) => ({ body: { ...bodyOf({ body }), colour: "red" } }),
  },
  "to a balance with a sign": {
    code: "BAD_QUANTITY",
    pointers: ["/balances/0/quantity/value"],
    change: ({ body }) => ({
      body: {
        ...bodyOf({ body }),
        balances: [{ materialNumber: "RM-100", stockStatus: "BLOCKED", quantity: { value: "-1", unit: "KGM" } }],
      },
    }),
  },
  "to a key that was used with another body": {
    code: "IDEMPOTENCY_KEY_REUSED",
    before: (sample) => sendSample(sample, { headers: { "idempotency-key": keyOf(sample) } }),
    change: (sample) => ({
      body: {
        ...bodyOf(sample),
        balances: [{ materialNumber: "RM-200", stockStatus: "BLOCKED", quantity: { value: "1", unit: "KGM" } }],
      },
      headers: { "idempotency-key": keyOf(sample) },
    }),
  },
});
