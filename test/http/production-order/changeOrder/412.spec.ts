import { refusals } from "../../../support/production-order/samples.js";

refusals.refuses("changeOrder", 412, {
  "when If-Match names a version that it does not have": {
    code: "ETAG_MISMATCH",
    change: () => ({ headers: { "if-match": '"7777"' } }),
  },
});
