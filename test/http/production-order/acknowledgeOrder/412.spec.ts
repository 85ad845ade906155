import { refusals } from "../../../support/production-order/samples.js";

refusals.refuses("acknowledgeOrder", 412, {
  "when If-Match names a version that the order does not have": {
    code: "ETAG_MISMATCH",
    change: () => ({ headers: { "if-match": '"7"' } }),
  },
});
