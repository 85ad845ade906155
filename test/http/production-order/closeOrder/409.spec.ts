import { refuses } from "../../../support/production-order/refusals.js";
import { moveInPlaceOfWorker, orderOf } from "../../../support/production-order/stage.js";

refuses("closeOrder", 409, {
  "of an order that is not completed": {
    code: "ORDER_STATE_CONFLICT",
    before: ({ gateway, target }) => moveInPlaceOfWorker(gateway, orderOf(target), "state", ["RUNNING"]),
    change: () => ({ headers: { "if-match": "*" } }),
  },
});
