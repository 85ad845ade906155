import { answersOutages } from "../../../support/production-order/refusals.js";

answersOutages("getVariances");
