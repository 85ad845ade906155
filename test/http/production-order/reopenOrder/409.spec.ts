import { refusals } from "../../../support/production-order/samples.js";
import { moveInPlaceOfWorker, orderOf } from "../../../support/production-order/stage.js";

refusals.refuses("reopenOrder", 409, {
  "of an order that is not closed": {
    code: "ORDER_STATE_CONFLICT",
    before: ({ gateway, target }) => moveInPlaceOfWorker(gateway, orderOf(target), "state", ["COMPLETED"]),
    change: () => ({ headers: { "if-match": "*" } }),
  },
});
