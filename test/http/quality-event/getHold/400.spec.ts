import { refusals } from "../../../support/quality-event/samples.js";

refusals.refusesAddress("getHold", 400, {
  "when the id is no id of ours": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/path/holdId"],
    target: ({ target }) => `${target}0`,
  },
});
