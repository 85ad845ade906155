import { refusesOtherMethods } from "../../../support/production-order/refusals.js";

refusesOtherMethods("reopenOrder");
