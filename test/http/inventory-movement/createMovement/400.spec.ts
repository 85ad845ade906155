import { bodyOf, refusals } from "../../../support/inventory-movement/samples.js";

refusals.refuses("createMovement", 400, {
  "when the Idempotency-Key is missing": {
    code: "IDEMPOTENCY_KEY_MISSING",
    pointers: ["/header/idempotency-key"],
    change: () => ({ headers: { "idempotency-key": undefined } }),
  },
  "when the body is no JSON": { code: "JSON_MALFORMED", change: () => ({ body: "{" }) },
  "when a member stands twice in the body": {
    code: "DUPLICATE_KEY",
    pointers: ["/plantCode"],
    change: ({ body }) => ({ body: `${JSON.stringify(body).slice(0, -1)},"plantCode":"again"}` }),
  },
  "when the body is nested too deep": {
    code: "TOO_DEEP",
    pointers: ["/extensions/a/0/0/0/0/0/0/0/0/0/0"],
    change: ({ body }) => ({ body: { ...bodyOf({ body }), extensions: { a: [[[[[[[[[[[1]]]]]]]]]]] } } }),
  },
});
