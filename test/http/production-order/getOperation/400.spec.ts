import { refusals } from "../../../support/production-order/samples.js";

refusals.refusesAddress("getOperation", 400, {
  "when the id is no id of ours": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/path/operationId"],
    target: ({ target }) => `${target}0`,
  },
});
