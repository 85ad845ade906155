import { refusesTooManyRequests } from "../../../support/production-order/traffic-limits.js";

refusesTooManyRequests("reverseConfirmation");
