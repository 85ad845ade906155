import { refusals } from "../../../support/production-order/samples.js";

refusals.refusesOtherAnswers("getConfirmation");
