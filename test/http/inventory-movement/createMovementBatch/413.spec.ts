import { refusals } from "../../../support/inventory-movement/samples.js";

refusals.refusesLargeBodies("createMovementBatch", 5 * 1_048_576);
