import { refusals } from "../../../support/inventory-movement/samples.js";

refusals.refusesOtherAnswers("listMovements");
