import { bulkItem, refusals } from "../../../support/inventory-movement/samples.js";

refusals.refuses("createMovementBatch", 422, {
  "to an empty list": { code: "SCHEMA_VIOLATION", pointers: [""], change: () => ({ body: [] }) },
  "to a body that is no list": { code: "SCHEMA_VIOLATION", pointers: [""], change: () => ({ body: bulkItem() }) },
  "to more than a thousand items": {
    code: "SCHEMA_VIOLATION",
    pointers: [""],
    change: () => ({ body: Array.from({ length: 1001 }, () => 1) }),
  },
});
