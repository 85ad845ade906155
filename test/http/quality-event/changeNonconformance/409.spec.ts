import { qualityOfTheMes } from "../../../support/quality-event/other-owner.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { refusals } from "../../../support/quality-event/samples.js";

refusals.refuses("changeNonconformance", 409, {
  "to a change after the closing": {
    code: "NONCONFORMANCE_CLOSED",
    before: (sample) => sendSample(sample),
    change: () => ({ body: { severity: "MINOR" }, headers: { "if-match": '"2"' } }),
  },
  "to a writer whose system does not own quality in the plant": qualityOfTheMes,
});
