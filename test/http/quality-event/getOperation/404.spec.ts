import { refusals } from "../../../support/quality-event/samples.js";

const code = "OPERATION_STATUS_NOT_FOUND";

refusals.refusesAddress("getOperation", 404, {
  "when there is no such operation": {
    code,
    target: ({ target }) => target.replace(/[0-9A-Z]{26}/, "01KAR7Q2M0X3V9C4T8E6H5J2WD"),
  },
});
refusals.refuses("getOperation", 404, {
  "to a client of another plant, as if there were none": { code, change: () => ({ as: "foreign-mes" }) },
});
