import { refusals } from "../../../support/inventory-movement/samples.js";

refusals.refuses("createMovementBatch", 400, {
  "when the Idempotency-Key is missing": {
    code: "IDEMPOTENCY_KEY_MISSING",
    pointers: ["/header/idempotency-key"],
    change: () => ({ headers: { "idempotency-key": undefined } }),
  },
  "when the body is no JSON": { code: "JSON_MALFORMED", change: () => ({ body: "{" }) },
});
