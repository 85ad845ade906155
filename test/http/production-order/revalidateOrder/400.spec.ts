import { refusals } from "../../../support/production-order/samples.js";

refusals.refuses("revalidateOrder", 400, {
  "when the Idempotency-Key is missing": {
    code: "IDEMPOTENCY_KEY_MISSING",
    pointers: ["/header/idempotency-key"],
    change: () => ({ headers: { "idempotency-key": undefined } }),
  },
  "when If-Match is no entity tag": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/header/if-match"],
    change: () => ({ headers: { "if-match": "seven" } }),
  },
  "when the body is no JSON": { code: "JSON_MALFORMED", change: () => ({ body: "{" }) },
  "when a member stands twice in the body": {
    code: "DUPLICATE_KEY",
    pointers: ["/reason"],
    change: ({ body }) => ({ body: `${JSON.stringify(body).slice(0, -1)},"reason":1}` }),
  },
});
