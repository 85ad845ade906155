import { refusals } from "../../../support/inventory-movement/samples.js";

refusals.refuses("reverseMovement", 412, {
  "when the movement has another version": {
    code: "ETAG_MISMATCH",
    change: () => ({ headers: { "if-match": '"1"' } }),
  },
  "when If-Match names no version of ours": {
    code: "ETAG_MISMATCH",
    change: () => ({ headers: { "if-match": 'W/"2"' } }),
  },
});
