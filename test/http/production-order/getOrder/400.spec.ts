import { refusals } from "../../../support/production-order/samples.js";

refusals.refuses("getOrder", 400, {
  "when If-None-Match is no entity tag": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/header/if-none-match"],
    change: () => ({ headers: { "if-none-match": "seven" } }),
  },
  "when the correlation id is too long": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/header/x-correlation-id"],
    change: () => ({ headers: { "x-correlation-id": "c".repeat(65) } }),
  },
});

refusals.refusesAddress("getOrder", 400, {
  "when the order number is too long": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/path/orderNumber"],
    target: ({ target }) => `${target}0123456789`,
  },
  "when the address is no UTF-8": {
    code: "URL_MALFORMED",
    target: ({ target }) => `${target}%ff`,
  },
});
