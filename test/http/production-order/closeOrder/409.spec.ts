import { refusals } from "../../../support/production-order/samples.js";
import { moveInPlaceOfWorker, orderOf } from "../../../support/production-order/stage.js";

refusals.refuses("closeOrder", 409, {
  "of an order that is not completed": {
    code: "ORDER_STATE_CONFLICT",
    before: ({ gateway, target }) => moveInPlaceOfWorker(gateway, orderOf(target), "state", ["RUNNING"]),
    change: () => ({ headers: { "if-match": "*" } }),
  },
});
