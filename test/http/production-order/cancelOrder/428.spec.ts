import { refusals } from "../../../support/production-order/samples.js";

refusals.refuses("cancelOrder", 428, {
  "when If-Match is missing": {
    code: "ETAG_REQUIRED",
    pointers: ["/header/if-match"],
    change: () => ({ headers: { "if-match": undefined } }),
  },
});
