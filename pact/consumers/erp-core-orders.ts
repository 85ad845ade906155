import { MatchersV3 } from "@pact-foundation/pact";
import type { ConsumedApi } from "../need.js";
import * as sample from "./samples.js";

const { eachLike, fromProviderState, like, regex } = MatchersV3;

/** The ERP: releases orders, follows their operations, and posts what was made. */
export const erpCoreOrders: ConsumedApi = {
  provider: sample.PROVIDER,
  needs: [
    {
      kind: "http",
      state: "the plant runs and the order number is free",
      description: "releases an order",
      method: "POST",
      path: sample.ORDERS,
      body: sample.orderRelease,
      answer: {
        status: 202,
        headers: { Location: like("/production-order/v1/operations/1") },
        body: sample.startedOperation,
      },
    },
    {
      kind: "http",
      state: "the plant runs and the order number is free",
      description: "checks an order without releasing it",
      method: "POST",
      path: "/production-order/v1/validations",
      body: sample.orderRelease,
      answer: {
        status: 200,
        body: {
          verdict: "VALIDATED",
          checks: eachLike({ check: like("routing"), result: regex(/^[A-Z_]+$/, "PASS") }),
          findings: [],
        },
      },
    },
    {
      kind: "http",
      state: "an order whose release has succeeded",
      description: "asks how the release went",
      method: "GET",
      path: `${sample.OPERATIONS}/\${operationId}`,
      values: { operationId: "01KAR7Q2M0X3V9C4T8E6H5J2WA" },
      answer: { status: 200, body: { id: sample.id(), state: "SUCCEEDED", resource: like("/orders") } },
    },
    {
      kind: "http",
      state: "an order with a confirmation that was applied",
      description: "reads what was made of an order",
      method: "GET",
      path: sample.ORDER,
      values: sample.ORDER_VALUES,
      answer: {
        status: 200,
        headers: { ETag: regex(/^"\d+"$/, '"7"') },
        body: {
          order: { orderNumber: fromProviderState("${orderNumber}", "1000042"), revision: 1 },
          state: regex(/^[A-Z]+$/, "RUNNING"),
          syncState: "ACKNOWLEDGED",
          totals: { yield: sample.quantity("10"), scrap: sample.quantity("1") },
        },
      },
    },
    {
      kind: "http",
      state: "no such order",
      description: "asks for an order that does not exist",
      method: "GET",
      path: `${sample.ORDERS}/P100/NONE`,
      answer: {
        status: 404,
        headers: { "Content-Type": sample.PROBLEM },
        body: { code: "ORDER_NOT_FOUND", status: 404, correlationId: sample.correlation },
      },
    },
    {
      kind: "message",
      state: "an order that the MES has acknowledged",
      description: "the MES has taken an order",
      operationId: "publishProductionOrderAcknowledged",
      contents: sample.event("production-order.acknowledged.v1", { revision: 1, dispatchId: sample.id() }),
    },
  ],
};
