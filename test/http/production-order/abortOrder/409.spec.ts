import { refusals } from "../../../support/production-order/samples.js";
import { moveInPlaceOfWorker, orderOf } from "../../../support/production-order/stage.js";

refusals.refuses("abortOrder", 409, {
  "of an order that is over": {
    code: "ORDER_CLOSED",
    before: ({ gateway, target }) => moveInPlaceOfWorker(gateway, orderOf(target), "state", ["ABORTED"]),
    change: () => ({ headers: { "if-match": "*" } }),
  },
  "of an order that is completed": {
    code: "ORDER_STATE_CONFLICT",
    before: ({ gateway, target }) => moveInPlaceOfWorker(gateway, orderOf(target), "state", ["COMPLETED"]),
    change: () => ({ headers: { "if-match": "*" } }),
  },
});
