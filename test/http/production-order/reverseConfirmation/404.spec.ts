import { refusals } from "../../../support/production-order/samples.js";

refusals.refusesAddress("reverseConfirmation", 404, {
  "for a confirmation that does not exist": {
    code: "CONFIRMATION_NOT_FOUND",
    target: ({ target }) => target.replace(/confirmations\/[^/:]+/, "confirmations/01KAR7Q2M0X3V9C4T8E6H5J2WD"),
  },
});
