import { refusals } from "../../../support/production-order/samples.js";

const FIVE_MEGABYTES = 5 * 1_048_576;

refusals.refuses("createConfirmations", 413, {
  "to a list above the limit of lists": {
    code: "BODY_TOO_LARGE",
    change: () => ({ body: `[${" ".repeat(FIVE_MEGABYTES)}]` }),
  },
});
