import { refusals } from "../../../support/production-order/samples.js";

refusals.refusesAddress("getConfirmation", 400, {
  "when the id is no id of ours": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/path/confirmationId"],
    target: ({ target }) => `${target}0`,
  },
});
