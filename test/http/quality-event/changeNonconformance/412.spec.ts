import { refusals } from "../../../support/quality-event/samples.js";

const code = "ETAG_MISMATCH";

refusals.refuses("changeNonconformance", 412, {
  "to a request from another version": { code, change: () => ({ headers: { "if-match": '"9"' } }) },
  "to a weak entity tag": { code, change: () => ({ headers: { "if-match": 'W/"1"' } }) },
});
