import { refusals } from "../../../support/inventory-movement/samples.js";

refusals.refusesOtherMethods("getOperation");
