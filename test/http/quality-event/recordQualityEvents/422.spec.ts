import { sendSample } from "../../../support/gateway/sample.js";
import { inspectionItem } from "../../../support/quality-event/documents.js";
import { keyOf, refusals } from "../../../support/quality-event/samples.js";

refusals.refuses("recordQualityEvents", 422, {
  "to an empty list": { code: "SCHEMA_VIOLATION", pointers: [""], change: () => ({ body: [] }) },
  "to a body that is no list": { code: "SCHEMA_VIOLATION", pointers: [""], change: () => ({ body: inspectionItem() }) },
  "to more than a thousand items": {
    code: "SCHEMA_VIOLATION",
    pointers: [""],
    change: () => ({ body: Array.from({ length: 1001 }, () => 1) }),
  },
  "to a key that was used with another list": {
    code: "IDEMPOTENCY_KEY_REUSED",
    before: (sample) => sendSample(sample, { headers: { "idempotency-key": keyOf(sample) } }),
    change: (sample) => ({ body: [inspectionItem()], headers: { "idempotency-key": keyOf(sample) } }),
  },
});
