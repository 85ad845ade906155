import { refusals } from "../../../support/inventory-movement/samples.js";

refusals.refusesStrangers("createMovementBatch");
