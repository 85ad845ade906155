import { qualityOfTheMes } from "../../../support/quality-event/other-owner.js";
import { inFlight } from "../../../support/quality-event/in-flight.js";
import { refusals } from "../../../support/quality-event/samples.js";

inFlight("placeHold");

refusals.refuses("placeHold", 409, {
  "to a writer whose system does not own quality in the plant": qualityOfTheMes,
});
