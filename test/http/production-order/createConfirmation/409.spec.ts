import { sendSample } from "../../../support/gateway/sample.js";
import { refusals } from "../../../support/production-order/samples.js";

refusals.refuses("createConfirmation", 409, {
  "to another report under a sequence that the source has used": {
    code: "SEQUENCE_CONFLICT",
    before: (sample) => sendSample(sample),
    change: ({ body }) => ({ body: { ...body, kind: "START" } }),
  },
});
