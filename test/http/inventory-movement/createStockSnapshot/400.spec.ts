import { refusals } from "../../../support/inventory-movement/samples.js";

refusals.refuses("createStockSnapshot", 400, {
  "when the Idempotency-Key is missing": {
    code: "IDEMPOTENCY_KEY_MISSING",
    pointers: ["/header/idempotency-key"],
    change: () => ({ headers: { "idempotency-key": undefined } }),
  },
  "when the body is no JSON": { code: "JSON_MALFORMED", change: () => ({ body: "{" }) },
  "when a member stands twice in the body": {
    code: "DUPLICATE_KEY",
    pointers: ["/asOf"],
    change: ({ body }) => ({ body: `${JSON.stringify(body).slice(0, -1)},"asOf":"again"}` }),
  },
});
