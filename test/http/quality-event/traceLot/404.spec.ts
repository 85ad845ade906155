import { newLotNumber } from "../../../support/quality-event/documents.js";
import { refusals } from "../../../support/quality-event/samples.js";

const code = "LOT_NOT_TRACED";

refusals.refusesAddress("traceLot", 404, {
  "when nothing is recorded of the lot": {
    code,
    target: ({ target }) => target.replace(/L[0-9A-Z]{9}/, newLotNumber()),
  },
  "when nothing is recorded of it in the plants of the filter": {
    code,
    target: ({ target }) => `${target}?plantCode=P300`,
  },
});
refusals.refuses("traceLot", 404, {
  "to a client of another plant, as if there were none": { code, change: () => ({ as: "foreign-mes" }) },
});
