import { refusesLargeBodies } from "../../../support/production-order/refusals.js";

refusesLargeBodies("reopenOrder");
