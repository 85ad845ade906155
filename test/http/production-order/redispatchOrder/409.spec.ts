import { refusals } from "../../../support/production-order/samples.js";
import { moveInPlaceOfWorker, orderOf } from "../../../support/production-order/stage.js";

refusals.refuses("redispatchOrder", 409, {
  "of an order whose dispatch was not given up": {
    code: "ORDER_STATE_CONFLICT",
    before: ({ gateway, target }) => moveInPlaceOfWorker(gateway, orderOf(target), "sync_state", ["DISPATCHING"]),
    change: () => ({ headers: { "if-match": "*" } }),
  },
});
