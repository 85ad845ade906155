import { refusals } from "../../../support/quality-event/samples.js";

refusals.refuses("raiseNonconformance", 400, {
  "to a request without a key": {
    code: "IDEMPOTENCY_KEY_MISSING",
    change: () => ({ headers: { "idempotency-key": undefined } }),
  },
  "to a body that is no JSON": { code: "JSON_MALFORMED", change: () => ({ body: '{"reason":' }) },
});
