import { refusals } from "../../../support/production-order/samples.js";

refusals.refusesAddress("getConfirmation", 404, {
  "for a report that the order does not have": {
    code: "CONFIRMATION_NOT_FOUND",
    target: ({ target }) => target.replace(/[^/]+$/, "01KAR7Q2M0X3V9C4T8E6H5J2WD"),
  },
  "for a report of another order": {
    code: "CONFIRMATION_NOT_FOUND",
    target: ({ target }) => target.replace(/P100\/[^/]+/, "P100/NOWHERE"),
  },
});
