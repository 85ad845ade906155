import { refusals } from "../../../support/production-order/samples.js";

refusals.refuses("acknowledgeOrder", 400, {
  "when the Idempotency-Key is missing": {
    code: "IDEMPOTENCY_KEY_MISSING",
    pointers: ["/header/idempotency-key"],
    change: () => ({ headers: { "idempotency-key": undefined } }),
  },
  "when the Idempotency-Key has a space": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/header/idempotency-key"],
    change: () => ({ headers: { "idempotency-key": "two words" } }),
  },
  "when If-Match is no entity tag": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/header/if-match"],
    change: () => ({ headers: { "if-match": "seven" } }),
  },
  "when the body is no JSON": { code: "JSON_MALFORMED", change: () => ({ body: "{" }) },
  "when a member stands twice in the body": {
    code: "DUPLICATE_KEY",
    pointers: ["/dispatchId"],
    change: ({ body }) => ({ body: `${JSON.stringify(body).slice(0, -1)},"dispatchId":"again"}` }),
  },
  "when the body is nested too deep": {
    code: "TOO_DEEP",
    pointers: ["/extensions/a/0/0/0/0/0/0/0/0/0/0"],
    change: ({ body }) => ({ body: { ...body, extensions: { a: [[[[[[[[[[[1]]]]]]]]]]] } } }),
  },
});
