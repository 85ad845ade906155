import { refusesOtherAnswers } from "../../../support/production-order/refusals.js";

refusesOtherAnswers("changeOrder");
