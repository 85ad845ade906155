import { refusesAddress } from "../../../support/production-order/refusals.js";

refusesAddress("abortOrder", 404, {
  "for an order that does not exist": {
    code: "ORDER_NOT_FOUND",
    target: ({ target }) => target.replace(/P100\/[^/:]+/, "P100/NOWHERE"),
  },
});
