import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { after, before, describe, it } from "node:test";
import { orderSample } from "../../bench/accept/order-sample.js";
import { startTestGateway, type TestGateway } from "../../test/support/gateway/test-gateway.js";
import { UsageStore } from "./usage.store.js";
import type { RecordedUsage } from "./recorded-usage.js";

const WAIT_STEPS_MAX = 200;

describe("usage of the gateway", () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway({ role: "gateway" });
  });
  after(() => gateway.close());

  /** What is stored once it is there; the recorder writes every few seconds. */
  async function recorded(): Promise<RecordedUsage> {
    const store = new UsageStore(gateway.database.unitOfWork);
    for (let step = 0; step < WAIT_STEPS_MAX; step += 1) {
      const usage = await store.read("production-order", "v1", new Date(0));
      if (usage.calls.length >= 2) return usage;
      await setTimeout(100);
    }
    throw new Error("nothing was recorded");
  }

  it("counts what each client called and sent, by the contract's own names, and not what was refused", async () => {
    const order = orderSample("USAGE-1");
    const { status } = await gateway.client.send("POST /production-order/v1/orders", { as: "erp", body: order });
    assert.equal(status, 202);
    const refused = { ...order, plantCode: 5 };
    assert.equal(
      (await gateway.client.send("POST /production-order/v1/orders", { as: "erp", body: refused })).status,
      422,
    );
    assert.equal(
      (await gateway.client.send("GET /production-order/v1/orders/P100/USAGE-1", { as: "mes" })).status,
      200,
    );
    const { calls, fields, windows } = await recorded();
    assert.deepEqual(
      calls.map((own) => `${own.clientId} ${own.plantCode} ${own.operation} ${own.calls}`),
      ["mes P100 GET /orders/{plantCode}/{orderNumber} 1", "erp P100 POST /orders 1"],
    );
    const sent = fields.filter(({ direction, clientId }) => direction === "request" && clientId === "erp");
    assert.ok(sent.some(({ field }) => field === "/components/*/materialNumber"));
    const read = fields.filter(({ direction, clientId }) => direction === "response" && clientId === "mes");
    assert.ok(read.some(({ field }) => field === "/order/orderNumber"));
    assert.equal(windows.length, 1);
  });
});
