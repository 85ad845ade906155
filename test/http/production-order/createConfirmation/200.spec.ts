import { recognisesContent } from "../../../support/production-order/accepts.js";
import { accepts } from "../../../support/production-order/samples.js";

accepts.waitsForTheWork("createConfirmation");
recognisesContent("createConfirmation");
