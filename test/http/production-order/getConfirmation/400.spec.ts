import { refusesAddress } from "../../../support/production-order/refusals.js";

refusesAddress("getConfirmation", 400, {
  "when the id is no id of ours": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/path/confirmationId"],
    target: ({ target }) => `${target}0`,
  },
});
