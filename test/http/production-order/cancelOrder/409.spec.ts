import { type PlantChange, putPlant } from "../../../support/gateway/apply-plant.js";
import { refusals } from "../../../support/production-order/samples.js";
import { moveInPlaceOfWorker, orderOf } from "../../../support/production-order/stage.js";

const ordersOwnedBy = (system: string): PlantChange => ({
  authority: { preset: "erp-control-mes-execution", overrides: { orderControl: system } },
});

refusals.refuses("cancelOrder", 409, {
  "of an order that the plant works on": {
    code: "ORDER_HAS_ACTIVITY",
    before: ({ gateway, target }) => moveInPlaceOfWorker(gateway, orderOf(target), "state", ["READY", "RUNNING"]),
    change: () => ({ headers: { "if-match": "*" } }),
  },
  "of an order that is cancelled already": {
    code: "ORDER_CLOSED",
    before: ({ gateway, target }) => moveInPlaceOfWorker(gateway, orderOf(target), "state", ["CANCELLED"]),
    change: () => ({ headers: { "if-match": "*" } }),
  },
  "by a system that does not own the control of orders in the plant": {
    code: "NOT_AUTHORITATIVE",
    before: ({ gateway }) => putPlant(gateway.client, ordersOwnedBy("MES")),
    change: () => ({}),
    after: ({ gateway }) => putPlant(gateway.client, ordersOwnedBy("ERP")),
  },
});
