import { qualityOfTheMes } from "../../../support/quality-event/other-owner.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { refusals } from "../../../support/quality-event/samples.js";

refusals.refuses("rejectHold", 409, {
  "to what is rejected again": {
    code: "HOLD_STATE_CONFLICT",
    before: (sample) => sendSample(sample),
    change: () => ({ headers: { "if-match": '"2"' } }),
  },
  "to a writer whose system does not own quality in the plant": qualityOfTheMes,
});
