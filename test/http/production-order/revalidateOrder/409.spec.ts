import { refuses } from "../../../support/production-order/refusals.js";
import { moveInPlaceOfWorker, orderOf } from "../../../support/production-order/stage.js";

refuses("revalidateOrder", 409, {
  "of an order that nobody refused": {
    code: "ORDER_STATE_CONFLICT",
    before: ({ gateway, target }) => moveInPlaceOfWorker(gateway, orderOf(target), "sync_state", ["VALIDATING"]),
    change: () => ({ headers: { "if-match": "*" } }),
  },
});
