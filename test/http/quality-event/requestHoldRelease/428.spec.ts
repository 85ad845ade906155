import { refusals } from "../../../support/quality-event/samples.js";

refusals.refuses("requestHoldRelease", 428, {
  "to a request that names no version": {
    code: "ETAG_REQUIRED",
    change: () => ({ headers: { "if-match": undefined } }),
  },
});
