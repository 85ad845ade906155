import { refusals } from "../../../support/inventory-movement/samples.js";

refusals.refuses("getMovement", 400, {
  "when If-None-Match is no entity tag": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/header/if-none-match"],
    change: () => ({ headers: { "if-none-match": "seven" } }),
  },
});

refusals.refusesAddress("getMovement", 400, {
  "when the id is no id of ours": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/path/movementId"],
    target: ({ target }) => `${target}0`,
  },
});
