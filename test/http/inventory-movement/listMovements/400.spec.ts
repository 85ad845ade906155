import { refusals } from "../../../support/inventory-movement/samples.js";

refusals.refusesAddress("listMovements", 400, {
  "when the limit is no number of the range": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/query/limit"],
    target: ({ target }) => `${target}?limit=501`,
  },
  "when the cursor is none that this list gave": {
    code: "CURSOR_INVALID",
    target: ({ target }) => `${target}?cursor=bm90IG91cnM`,
  },
  "when the cursor is made up in the form of ours": {
    code: "CURSOR_INVALID",
    target: ({ target }) =>
      `${target}?cursor=${Buffer.from('["yesterday","01KAR7Q2M0X3V9C4T8E6H5J2WD"]').toString("base64url")}`,
  },
  "when one of a list is no movement type": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/query/movementType/1"],
    target: ({ target }) => `${target}?movementType=SCRAP,VANISHED`,
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
