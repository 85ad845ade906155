import { refusals } from "../../../support/production-order/samples.js";

refusals.refusesAddress("abortOrder", 404, {
  "for an order that does not exist": {
    code: "ORDER_NOT_FOUND",
    target: ({ target }) => target.replace(/P100\/[^/:]+/, "P100/NOWHERE"),
  },
});
