import { sendSample } from "../../../support/gateway/sample.js";
import { refusals } from "../../../support/production-order/samples.js";

const code = "ETAG_MISMATCH";

refusals.refuses("releaseOrder", 412, {
  "when If-Match names a version that the order no longer has": {
    code,
    before: (sample) => sendSample(sample),
    change: ({ body }) => ({ body: { ...body, revision: 2 }, headers: { "if-match": '"7"' } }),
  },
  "when If-Match names versions of which the order has none": {
    code,
    before: (sample) => sendSample(sample),
    change: ({ body }) => ({ body: { ...body, revision: 2 }, headers: { "if-match": '"7", "8"' } }),
  },
  "when If-Match names the version as a weak tag": {
    code,
    before: (sample) => sendSample(sample),
    change: ({ body }) => ({ body: { ...body, revision: 2 }, headers: { "if-match": 'W/"1"' } }),
  },
  "when If-Match asks for any version of an order that does not exist": {
    code,
    change: () => ({ headers: { "if-match": "*" } }),
  },
  "when If-Match names a version of an order that does not exist": {
    code,
    change: () => ({ headers: { "if-match": '"1"' } }),
  },
});
