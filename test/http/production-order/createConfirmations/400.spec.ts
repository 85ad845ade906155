import { refusals } from "../../../support/production-order/samples.js";

refusals.refuses("createConfirmations", 400, {
  "when the Idempotency-Key is missing": {
    code: "IDEMPOTENCY_KEY_MISSING",
    pointers: ["/header/idempotency-key"],
    change: () => ({ headers: { "idempotency-key": undefined } }),
  },
  "when an array is no JSON": { code: "JSON_MALFORMED", change: () => ({ body: "[{" }) },
  "when an item is nested too deep": {
    code: "TOO_DEEP",
    change: ({ list }) => ({ body: [{ ...list?.[0], extensions: { a: [[[[[[[[[[[1]]]]]]]]]]] } }] }),
  },
});
