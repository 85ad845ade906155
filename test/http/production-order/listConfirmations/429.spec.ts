import { refusals } from "../../../support/production-order/samples.js";

refusals.refusesTooManyRequests("listConfirmations");
