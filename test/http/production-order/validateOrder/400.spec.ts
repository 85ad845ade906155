import { refusals } from "../../../support/production-order/samples.js";

refusals.refuses("validateOrder", 400, {
  "when the body is no JSON": { code: "JSON_MALFORMED", change: () => ({ body: "{" }) },
  "when a member stands twice in the body": {
    code: "DUPLICATE_KEY",
    pointers: ["/orderNumber"],
    change: ({ body }) => ({ body: `${JSON.stringify(body).slice(0, -1)},"orderNumber":"again"}` }),
  },
  "when the body is nested too deep": {
    code: "TOO_DEEP",
    pointers: ["/extensions/a/0/0/0/0/0/0/0/0/0/0"],
    change: ({ body }) => ({ body: { ...body, extensions: { a: [[[[[[[[[[[1]]]]]]]]]]] } } }),
  },
});

refusals.refusesAddress("validateOrder", 400, {
  "when a query parameter is unknown": {
    code: "UNKNOWN_FIELD",
    pointers: ["/query/store"],
    target: ({ target }) => `${target}?store=false`,
  },
});
