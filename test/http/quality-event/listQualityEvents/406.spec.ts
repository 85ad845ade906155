import { refusals } from "../../../support/quality-event/samples.js";

refusals.refusesOtherAnswers("listQualityEvents");
