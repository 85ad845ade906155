import { sendSample } from "../../../support/gateway/sample.js";
import { refusals } from "../../../support/production-order/samples.js";

const keyOf = (target: string): string => target.replaceAll(" ", "-").slice(-128);

refusals.refuses("changeOrder", 422, {
  "to a member that the contract does not know": {
    code: "UNKNOWN_FIELD",
    pointers: ["/comment"],
    change: ({ body }) => ({ body: { ...body, comment: "fine" } }),
  },
  "to a change of nothing": { code: "SCHEMA_VIOLATION", pointers: [""], change: () => ({ body: {} }) },
  "to a quantity that is none": {
    code: "BAD_QUANTITY",
    pointers: ["/quantity/value"],
    change: () => ({ body: { quantity: { value: "-1", unit: "KGM" } } }),
  },
  "to a key that was used with another body": {
    code: "IDEMPOTENCY_KEY_REUSED",
    before: (sample) => sendSample(sample, { headers: { "idempotency-key": keyOf(sample.target) } }),
    change: ({ target }) => ({ body: { priority: 2 }, headers: { "idempotency-key": keyOf(target) } }),
  },
});
