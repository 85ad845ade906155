import { MatchersV3 } from "@pact-foundation/pact";
import type { ConsumedApi } from "../need.js";
import * as sample from "./samples.js";

const { eachLike, fromProviderState, like, regex } = MatchersV3;

/** An MES of discrete manufacturing: takes orders by event, reports the start, parts and the end of operations. */
export const mesDiscreteOrders: ConsumedApi = {
  provider: sample.PROVIDER,
  needs: [
    {
      kind: "message",
      state: "an order that the MES has acknowledged",
      description: "an order was handed over",
      operationId: "publishProductionOrderDispatched",
      contents: sample.event("production-order.dispatched.v1", {
        revision: 1,
        dispatchId: sample.id(),
        attempt: like(1),
        mesSystem: regex(/^[A-Za-z0-9]+$/, "MES1"),
      }),
    },
    {
      kind: "http",
      state: "an order that waits for the MES",
      description: "takes an order",
      method: "POST",
      path: `${sample.ORDER}/acknowledgements`,
      values: sample.ORDER_VALUES,
      body: {
        dispatchId: fromProviderState("${dispatchId}", "01KAR7Q4A0X3V9C4T8E6H5J2WB"),
        result: "ACK",
        occurredAt: fromProviderState("${now}", "2026-11-23T08:00:00.000Z"),
      },
      answer: { status: 202, body: sample.startedOperation },
    },
    {
      kind: "http",
      state: "an order that is ready",
      description: "reads the operations of an order",
      method: "GET",
      path: sample.ORDER,
      values: sample.ORDER_VALUES,
      answer: {
        status: 200,
        body: {
          order: {
            orderNumber: fromProviderState("${orderNumber}", "1000042"),
            quantity: sample.quantity("100"),
            operations: eachLike({
              operationNumber: like("0010"),
              sequence: like(1),
              workCenterCode: like("MIX01"),
            }),
          },
          state: "READY",
        },
      },
    },
    ...(["START", "PARTIAL", "COMPLETE"] as const).map((kind, index) => ({
      kind: "http" as const,
      state: "an order that is ready",
      description: `reports ${kind} of an operation`,
      method: "POST" as const,
      path: `${sample.ORDER}/confirmations`,
      values: sample.ORDER_VALUES,
      body: {
        operationNumber: "0010",
        sequence: index + 1,
        kind,
        occurredAt: fromProviderState("${now}", "2026-11-23T09:00:00.000Z"),
        ...(kind === "START" ? {} : { yield: sample.kilograms("10") }),
      },
      answer: { status: 202, body: sample.startedOperation },
    })),
  ],
};
