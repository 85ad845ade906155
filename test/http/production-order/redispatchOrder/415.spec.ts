import { refusesOtherBodies } from "../../../support/production-order/refusals.js";

refusesOtherBodies("redispatchOrder");
