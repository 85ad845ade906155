import { refusals } from "../../../support/production-order/samples.js";
import { moveInPlaceOfWorker, orderOf } from "../../../support/production-order/stage.js";

refusals.refuses("revalidateOrder", 409, {
  "of an order that nobody refused": {
    code: "ORDER_STATE_CONFLICT",
    before: ({ gateway, target }) => moveInPlaceOfWorker(gateway, orderOf(target), "sync_state", ["VALIDATING"]),
    change: () => ({ headers: { "if-match": "*" } }),
  },
});
