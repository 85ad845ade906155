import { refusals } from "../../../support/inventory-movement/samples.js";

refusals.refusesTheUnentitled("listMovements", false);
