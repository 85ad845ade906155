import { refusals } from "../../../support/production-order/samples.js";

refusals.refusesAddress("getTimeline", 400, {
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
    target: ({ target }) => `${target}?cursor=MjAyNi0xMS0yM1QwODowMDowMC4wMDBafDk5OTk5OTk5OTk5OTk5OTk5OTk5`,
  },
});
