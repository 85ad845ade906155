import { sendSample } from "../../../support/gateway/sample.js";
import { listItem, refusals } from "../../../support/production-order/samples.js";

const LINES = { "content-type": "application/x-ndjson" };

refusals.refuses("createConfirmations", 422, {
  "to an empty list": { code: "SCHEMA_VIOLATION", pointers: [""], change: () => ({ body: [] }) },
  "to no lines at all": { code: "SCHEMA_VIOLATION", pointers: [""], change: () => ({ body: "\n", headers: LINES }) },
  "to a list of more than 1,000": {
    code: "SCHEMA_VIOLATION",
    pointers: [""],
    change: () => ({ body: "{}\n".repeat(1001), headers: LINES }),
  },
  "to a single report": { code: "SCHEMA_VIOLATION", pointers: [""], change: ({ list }) => ({ body: list?.[0] }) },
  "to a key that was used with another list": {
    code: "IDEMPOTENCY_KEY_REUSED",
    before: (sample) =>
      sendSample(sample, { headers: { "idempotency-key": String(sample.list?.[0]?.["orderNumber"]) } }),
    change: ({ list }) => {
      const orderNumber = String(list?.[0]?.["orderNumber"]);
      return { body: [listItem(orderNumber)], headers: { "idempotency-key": orderNumber } };
    },
  },
});
