import { refusals } from "../../../support/quality-event/samples.js";

const code = "HOLD_NOT_FOUND";

refusals.refusesAddress("releaseHold", 404, {
  "when there is no such hold": {
    code,
    target: ({ target }) => target.replace(/[0-9A-Z]{26}/, "01KAR7Q2M0X3V9C4T8E6H5J2WD"),
  },
});
refusals.refuses("releaseHold", 404, {
  "to a client of another plant, as if there were none": { code, change: () => ({ as: "foreign-quality" }) },
});
