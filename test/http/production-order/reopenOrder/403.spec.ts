import { refusesTheUnentitled } from "../../../support/production-order/refusals.js";

refusesTheUnentitled("reopenOrder");
