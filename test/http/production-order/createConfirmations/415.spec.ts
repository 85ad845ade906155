import { refusals } from "../../../support/production-order/samples.js";

const code = "UNSUPPORTED_MEDIA_TYPE";

refusals.refuses("createConfirmations", 415, {
  "to a body of another media type": { code, change: () => ({ headers: { "content-type": "text/csv" } }) },
  "to lines in another character set": {
    code,
    change: () => ({ headers: { "content-type": "application/x-ndjson; charset=iso-8859-1" } }),
  },
  "to a compressed body": { code, change: () => ({ headers: { "content-encoding": "gzip" } }) },
});
