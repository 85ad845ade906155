import { refusals } from "../../../support/production-order/samples.js";
import { moveInPlaceOfWorker, orderOf } from "../../../support/production-order/stage.js";

refusals.refuses("changeOrder", 409, {
  "of an order that is over": {
    code: "ORDER_CLOSED",
    before: ({ gateway, target }) => moveInPlaceOfWorker(gateway, orderOf(target), "state", ["CANCELLED"]),
    change: () => ({ headers: { "if-match": "*" } }),
  },
  "of a quantity below what is confirmed": {
    code: "QTY_BELOW_CONFIRMED",
    before: ({ gateway, target }) => moveInPlaceOfWorker(gateway, orderOf(target), "yield", ["50"]),
    change: () => ({ body: { quantity: { value: "49.999999", unit: "KGM" } }, headers: { "if-match": "*" } }),
  },
});
