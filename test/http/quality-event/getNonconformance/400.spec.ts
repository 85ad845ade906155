import { refusals } from "../../../support/quality-event/samples.js";

refusals.refusesAddress("getNonconformance", 400, {
  "when the id is no id of ours": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/path/nonconformanceId"],
    target: ({ target }) => `${target}0`,
  },
});
