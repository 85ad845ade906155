import { refusals } from "../../../support/quality-event/samples.js";

refusals.refusesTheUnentitled("getNonconformance", false);
