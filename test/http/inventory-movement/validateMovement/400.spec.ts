import { refusals } from "../../../support/inventory-movement/samples.js";

refusals.refuses("validateMovement", 400, {
  "when the body is no JSON": { code: "JSON_MALFORMED", change: () => ({ body: "{" }) },
  "when a member stands twice in the body": {
    code: "DUPLICATE_KEY",
    pointers: ["/movementType"],
    change: ({ body }) => ({ body: `${JSON.stringify(body).slice(0, -1)},"movementType":"again"}` }),
  },
});
