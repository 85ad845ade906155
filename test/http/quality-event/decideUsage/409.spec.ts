import { qualityOfTheMes } from "../../../support/quality-event/other-owner.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { lotScope, newLotNumber } from "../../../support/quality-event/documents.js";
import { bodyOf, placedHold, refusals } from "../../../support/quality-event/samples.js";

const code = "LOT_DISPOSITION_CONFLICT";
const held = newLotNumber();

refusals.refuses("decideUsage", 409, {
  "to a decision on a lot that is closed": {
    code,
    before: (sample) => sendSample(sample, { body: { ...bodyOf(sample), dispositionTo: "CLOSED" } }),
    change: (sample) => ({ body: { ...bodyOf(sample), decision: "REJECT" } }),
  },
  "to the closing of a lot that is held": {
    code,
    before: ({ gateway }) => placedHold(gateway, { scope: lotScope("FG-4711", held) }),
    change: (sample) => ({ body: { ...bodyOf(sample), scope: lotScope("FG-4711", held), dispositionTo: "CLOSED" } }),
  },
  "to a writer whose system does not own quality in the plant": qualityOfTheMes,
});
