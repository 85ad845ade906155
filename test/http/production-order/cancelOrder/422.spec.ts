import { sendSample } from "../../../support/gateway/sample.js";
import { refusals } from "../../../support/production-order/samples.js";

const keyOf = (target: string): string => target.replaceAll(" ", "-").slice(-128);

refusals.refuses("cancelOrder", 422, {
  "to a member that the contract does not know": {
    code: "UNKNOWN_FIELD",
    pointers: ["/comment"],
    change: ({ body }) => ({ body: { ...body, comment: "fine" } }),
  },
  "to a key that was used with another body": {
    code: "IDEMPOTENCY_KEY_REUSED",
    before: (sample) => sendSample(sample, { headers: { "idempotency-key": keyOf(sample.target) } }),
    change: ({ target }) => ({ body: { reason: "Another one" }, headers: { "idempotency-key": keyOf(target) } }),
  },
});
