import { refusals } from "../../../support/production-order/samples.js";

refusals.refusesTheUnentitled("listConfirmations");
