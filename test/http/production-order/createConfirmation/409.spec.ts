import { refuses } from "../../../support/production-order/refusals.js";
import { sendSample } from "../../../support/production-order/samples.js";

refuses("createConfirmation", 409, {
  "to another report under a sequence that the source has used": {
    code: "SEQUENCE_CONFLICT",
    before: (sample) => sendSample(sample),
    change: ({ body }) => ({ body: { ...body, kind: "START" } }),
  },
});
