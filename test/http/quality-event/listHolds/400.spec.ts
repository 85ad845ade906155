import { refusals } from "../../../support/quality-event/samples.js";

refusals.refusesAddress("listHolds", 400, {
  "when the limit is no number of the range": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/query/limit"],
    target: ({ target }) => `${target}?limit=501`,
  },
  "when the cursor is none that this list gave": {
    code: "CURSOR_INVALID",
    target: ({ target }) => `${target}?cursor=bm90IG91cnM`,
  },
  "when one of a list is none of the values": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/query/state/1"],
    target: ({ target }) => `${target}?state=OPEN,VANISHED`,
  },
  "when updatedSince is no time": {
    code: "BAD_TIME",
    pointers: ["/query/updatedSince"],
    target: ({ target }) => `${target}?updatedSince=yesterday`,
  },
  "when a filter is unknown": {
    code: "UNKNOWN_FIELD",
    pointers: ["/query/colour"],
    target: ({ target }) => `${target}?colour=red`,
  },
});
