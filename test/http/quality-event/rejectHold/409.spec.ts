import { sendSample } from "../../../support/gateway/sample.js";
import { refusals } from "../../../support/quality-event/samples.js";

refusals.refuses("rejectHold", 409, {
  "to what is rejected again": {
    code: "HOLD_STATE_CONFLICT",
    before: (sample) => sendSample(sample),
    change: () => ({ headers: { "if-match": '"2"' } }),
  },
});
