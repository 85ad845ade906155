import { refusesStrangers } from "../../../support/production-order/refusals.js";

refusesStrangers("cancelOrder");
