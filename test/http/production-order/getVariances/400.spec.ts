import { refusals } from "../../../support/production-order/samples.js";

refusals.refusesAddress("getVariances", 400, {
  "for a plant that no plant can be": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/path/plantCode"],
    target: ({ target }) => target.replace("/P100/", "/P%20100/"),
  },
  "to a parameter that it does not know": {
    code: "UNKNOWN_FIELD",
    pointers: ["/query/limit"],
    target: ({ target }) => `${target}?limit=1`,
  },
});
