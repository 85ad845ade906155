import { refusals } from "../../../support/production-order/samples.js";

refusals.refusesAddress("getOperation", 404, {
  "for work that does not exist": {
    code: "OPERATION_STATUS_NOT_FOUND",
    target: ({ target }) => target.replace(/[^/]+$/, "01KAR7Q2M0X3V9C4T8E6H5J2WD"),
  },
});

refusals.refuses("getOperation", 404, {
  "for work in a plant that the caller may not see": {
    code: "OPERATION_STATUS_NOT_FOUND",
    change: () => ({ as: "foreign-mes" }),
  },
});
