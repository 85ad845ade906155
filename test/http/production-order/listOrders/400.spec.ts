import { refusals } from "../../../support/production-order/samples.js";

refusals.refusesAddress("listOrders", 400, {
  "when the limit is no number of the range": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/query/limit"],
    target: ({ target }) => `${target}?limit=501`,
  },
  "when the limit is given twice": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/query/limit"],
    target: ({ target }) => `${target}?limit=5&limit=6`,
  },
  "when the cursor is none that this list gave": {
    code: "CURSOR_INVALID",
    target: ({ target }) => `${target}?cursor=bm90IG91cnM`,
  },
  "when the cursor is made up in the form of ours": {
    code: "CURSOR_INVALID",
    target: ({ target }) => `${target}?cursor=eWVzdGVyZGF5fDAxS0FSN1EyTTBYM1Y5QzRUOEU2SDVKMldE`,
  },
  "when a filter is unknown": {
    code: "UNKNOWN_FIELD",
    pointers: ["/query/holdOpen"],
    target: ({ target }) => `${target}?holdOpen=true`,
  },
  "when a list is given as repeated parameters": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/query/plantCode"],
    target: ({ target }) => `${target}?plantCode=P100&plantCode=P300`,
  },
  "when one of a list is no state": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/query/state/1"],
    target: ({ target }) => `${target}?state=READY,ALMOST`,
  },
  "when updatedSince is no time": {
    code: "BAD_TIME",
    pointers: ["/query/updatedSince"],
    target: ({ target }) => `${target}?updatedSince=yesterday`,
  },
  "when updatedSince is in a year that no calendar has": {
    code: "BAD_TIME",
    pointers: ["/query/updatedSince"],
    target: ({ target }) => `${target}?updatedSince=0000-01-01T00:00:00Z`,
  },
});
