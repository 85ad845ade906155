import { refusesEncodings } from "../../../support/production-order/refusals.js";

refusesEncodings("getVariances");
