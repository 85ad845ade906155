import { sendSample } from "../../../support/gateway/sample.js";
import { refusals } from "../../../support/production-order/samples.js";

const code = "ACKNOWLEDGEMENT_NOT_EXPECTED";

refusals.refuses("acknowledgeOrder", 409, {
  "to the answer to another dispatch": {
    code,
    change: ({ body }) => ({ body: { ...body, dispatchId: "01KAR7Q2M0X3V9C4T8E6H5J2WD" } }),
  },
  "to the opposite answer after the first": {
    code,
    before: (sample) => sendSample(sample),
    change: ({ body }) => ({ body: { ...body, result: "NACK", code: "NO_RECIPE" } }),
  },
});
