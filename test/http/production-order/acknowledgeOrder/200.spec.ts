import { recognisesContent } from "../../../support/production-order/accepts.js";
import { accepts } from "../../../support/production-order/samples.js";

accepts.waitsForTheWork("acknowledgeOrder");
recognisesContent("acknowledgeOrder");
