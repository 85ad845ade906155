import { refusals } from "../../../support/inventory-movement/samples.js";

refusals.refusesAddress("listStockBalances", 400, {
  "when the cursor is none that this list gave": {
    code: "CURSOR_INVALID",
    target: ({ target }) => `${target}?cursor=bm90IG91cnM`,
  },
  "when the status is none": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/query/stockStatus/0"],
    target: ({ target }) => `${target}?stockStatus=LOST`,
  },
});
