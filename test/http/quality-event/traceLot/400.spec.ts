import { refusals } from "../../../support/quality-event/samples.js";

refusals.refusesAddress("traceLot", 400, {
  "when the depth is above twenty": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/query/depth"],
    target: ({ target }) => `${target}?depth=21`,
  },
  "when the direction is none": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/query/direction"],
    target: ({ target }) => `${target}?direction=sideways`,
  },
  "when a filter is unknown": {
    code: "UNKNOWN_FIELD",
    pointers: ["/query/colour"],
    target: ({ target }) => `${target}?colour=red`,
  },
});
