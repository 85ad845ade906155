import { qualityOfTheMes } from "../../../support/quality-event/other-owner.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { refusals } from "../../../support/quality-event/samples.js";

const code = "HOLD_STATE_CONFLICT";

refusals.refuses("releaseHold", 409, {
  "to a release that was denied": {
    code,
    before: (sample) => sendSample(sample, { body: { decision: "DENY", reason: "Not yet" } }),
    change: () => ({ headers: { "if-match": '"3"' } }),
  },
  "to a hold that is released": {
    code,
    before: (sample) => sendSample(sample),
    change: () => ({ headers: { "if-match": '"3"' } }),
  },
  "to a writer whose system does not own quality in the plant": qualityOfTheMes,
});
