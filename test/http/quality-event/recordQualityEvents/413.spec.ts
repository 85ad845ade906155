import { refusals } from "../../../support/quality-event/samples.js";

refusals.refusesLargeBodies("recordQualityEvents", 5 * 1_048_576);
