import { refusals } from "../../../support/inventory-movement/samples.js";

refusals.refuses("reverseMovement", 428, {
  "when If-Match is missing": {
    code: "ETAG_REQUIRED",
    change: () => ({ headers: { "if-match": undefined } }),
  },
});
