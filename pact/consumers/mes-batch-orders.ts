import { MatchersV3 } from "@pact-foundation/pact";
import type { ConsumedApi } from "../need.js";
import * as sample from "./samples.js";

const { eachLike, fromProviderState, like } = MatchersV3;

/** An MES of batch processes: asks for its orders, may refuse them, and reports consumption by lot. */
export const mesBatchOrders: ConsumedApi = {
  provider: sample.PROVIDER,
  needs: [
    {
      kind: "http",
      state: "an order that is ready",
      description: "asks for the orders that are ready",
      method: "GET",
      path: sample.ORDERS,
      query: { plantCode: "P100", state: "READY", limit: "5" },
      answer: {
        status: 200,
        body: {
          items: eachLike({
            order: {
              orderNumber: like("1000042"),
              revision: like(1),
              material: { number: like("FG-4711") },
              components: eachLike({
                componentLine: like("0010"),
                materialNumber: like("RM-100"),
                quantity: sample.quantity("60"),
              }),
            },
            state: "READY",
          }),
        },
      },
    },
    {
      kind: "http",
      state: "an order that waits for the MES",
      description: "refuses an order",
      method: "POST",
      path: `${sample.ORDER}/acknowledgements`,
      values: sample.ORDER_VALUES,
      body: {
        dispatchId: fromProviderState("${dispatchId}", "01KAR7Q4A0X3V9C4T8E6H5J2WB"),
        result: "NACK",
        code: "NO_RECIPE",
        reason: "There is no recipe for the material.",
        occurredAt: fromProviderState("${now}", "2026-11-23T08:00:00.000Z"),
      },
      answer: { status: 202, body: sample.startedOperation },
    },
    {
      kind: "http",
      state: "an order that is ready",
      description: "reports yield with the lots it consumed",
      method: "POST",
      path: `${sample.ORDER}/confirmations`,
      values: sample.ORDER_VALUES,
      body: {
        operationNumber: "0010",
        sequence: 1,
        kind: "PARTIAL",
        yield: sample.kilograms("40"),
        consumption: [
          {
            componentLine: "0010",
            quantity: sample.kilograms("24"),
            lots: [{ lotNumber: "LOT-RM-7", quantity: sample.kilograms("24") }],
          },
        ],
        occurredAt: fromProviderState("${now}", "2026-11-23T09:10:00.000Z"),
      },
      answer: { status: 202, body: sample.startedOperation },
    },
    {
      kind: "message",
      state: "an order that the MES has acknowledged",
      description: "an order was released",
      operationId: "publishProductionOrderReleased",
      contents: sample.event("production-order.released.v1", {
        order: {
          orderNumber: like("1000042"),
          plantCode: "P100",
          revision: like(1),
          bom: { id: like("BOM-4711") },
        },
      }),
    },
  ],
};
