import { refusals } from "../../../support/quality-event/samples.js";

refusals.refusesAddress("getOperation", 400, {
  "when the id is no id of ours": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/path/operationId"],
    target: ({ target }) => `${target}0`,
  },
});
