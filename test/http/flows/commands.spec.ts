import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { BASE, type Json } from "../../support/production-order/documents.js";
import { FlowStage } from "../../support/production-order/flow-stage.js";
import { releaseOrder } from "../../support/production-order/stage.js";

const RETRY = { baseMs: 20, factor: 1, maxMs: 20, maxAgeHours: 1 };
const kilograms = (value: string): Json => ({ value, unit: "KGM" });

let gateway: TestGateway;
let stage: FlowStage;

before(async () => {
  gateway = await startTestGateway({ role: "all", plant: { retry: RETRY } });
  stage = new FlowStage(gateway);
});
after(() => gateway.close());
beforeEach(() => stage.tell("mes", "behaviour", { acknowledge: "ACK", delayMs: 0 }));

async function timelineOf(orderNumber: string): Promise<readonly string[]> {
  const { body } = await gateway.client.send(`GET ${BASE}/orders/P100/${orderNumber}/timeline`, { as: "auditor" });
  assert.ok(Array.isArray(body["items"]), JSON.stringify(body));
  return (body["items"] as readonly { readonly kind: string }[]).map(({ kind }) => kind);
}

async function completedOrder(): Promise<string> {
  const orderNumber = await stage.readyOrder();
  await stage.report(orderNumber, { kind: "COMPLETE", yield: kilograms("100"), sequence: 1 });
  await stage.report(orderNumber, { operationNumber: "0020", kind: "COMPLETE", yield: kilograms("100"), sequence: 2 });
  await stage.orderUntil(orderNumber, ({ state }) => state === "COMPLETED");
  return orderNumber;
}

describe("a change of an order", () => {
  it("is a new revision that is validated and dispatched again, and keeps the state", async () => {
    const orderNumber = await stage.readyOrder();
    await stage.settled(await stage.report(orderNumber, { yield: kilograms("10") }));
    const change = await stage.command(orderNumber, "PATCH ", "erp", { quantity: kilograms("120"), priority: 1 });
    assert.equal((await stage.ended(change)).state, "SUCCEEDED");
    const { order, state, syncState } = await stage.order(orderNumber);
    assert.deepEqual([order.revision, order.quantity.value], [2, "120"]);
    assert.deepEqual([state, syncState], ["RUNNING", "ACKNOWLEDGED"]);
    assert.ok((await timelineOf(orderNumber)).includes("production-order.changed"));
  });
});

describe("a command on an order", () => {
  it("cancels one that nobody has begun, and tells the MES by an event", async () => {
    const orderNumber = await stage.readyOrder();
    const cancel = await stage.command(orderNumber, "POST :cancel", "erp", { reasonCode: "CUST" });
    assert.equal((await stage.ended(cancel)).state, "SUCCEEDED");
    assert.equal((await stage.order(orderNumber)).state, "CANCELLED");
    assert.ok((await timelineOf(orderNumber)).includes("production-order.cancelled"));
    const late = await stage.settled(await stage.report(orderNumber, {}));
    assert.deepEqual([late.state, late.problemCode], ["PARKED", "ORDER_CLOSED"]);
  });

  it("cancels one whose release is under way, and the release ends with it", async () => {
    await stage.tell("mes", "behaviour", { acknowledge: "SILENT", delayMs: 0 });
    const release = await releaseOrder(gateway);
    await stage.orderUntil(release.orderNumber, ({ syncState }) => syncState === "DISPATCHED");
    const cancel = await stage.command(release.orderNumber, "POST :cancel", "erp");
    assert.equal((await stage.ended(cancel)).state, "SUCCEEDED");
    assert.deepEqual((await stage.ended(release)).problem?.code, "ORDER_CLOSED");
  });

  it("closes a completed one and reopens it", async () => {
    const orderNumber = await completedOrder();
    const close = await stage.command(orderNumber, "POST :close", "erp", { reason: "TECO" });
    assert.equal((await stage.ended(close)).state, "SUCCEEDED");
    assert.equal((await stage.order(orderNumber)).state, "CLOSED");
    const reopen = await stage.command(orderNumber, "POST :reopen", "erp");
    assert.equal((await stage.ended(reopen)).state, "SUCCEEDED");
    assert.equal((await stage.order(orderNumber)).state, "COMPLETED");
  });

  it("aborts a running one with the operations that run", async () => {
    const orderNumber = await stage.readyOrder();
    await stage.settled(await stage.report(orderNumber, { yield: kilograms("10") }));
    const abort = await stage.command(orderNumber, "POST :abort", "operator", { reason: "Mixer broke" });
    assert.equal((await stage.ended(abort)).state, "SUCCEEDED");
    const { progress, state } = await stage.order(orderNumber);
    assert.deepEqual([state, progress[0]?.state], ["ABORTED", "ABORTED"]);
  });

  it("validates and dispatches one again that the MES had refused", async () => {
    await stage.tell("mes", "behaviour", { acknowledge: "NACK", delayMs: 0 });
    const { orderNumber } = await releaseOrder(gateway);
    await stage.orderUntil(orderNumber, ({ syncState }) => syncState === "NACKED");
    await stage.tell("mes", "behaviour", { acknowledge: "ACK", delayMs: 0 });
    const revalidate = await stage.command(orderNumber, "POST :revalidate", "operator");
    assert.equal((await stage.ended(revalidate)).state, "SUCCEEDED");
    const { order, state, syncState } = await stage.order(orderNumber);
    assert.deepEqual([order.revision, state, syncState], [1, "READY", "ACKNOWLEDGED"]);
  });

  it("dispatches one again whose dispatch was given up", async () => {
    await stage.tell("mes", "behaviour", { acknowledge: "SILENT", delayMs: 0 });
    const { orderNumber } = await releaseOrder(gateway);
    await stage.orderUntil(orderNumber, ({ syncState }) => syncState === "DISPATCHED");
    // Three silent days of the MES are not waited for: what gives up writes just these states.
    for (const state of ["ACK_TIMEOUT", "DISPATCH_FAILED"]) {
      await gateway.database.pool.query(
        "UPDATE il.production_order SET sync_state = $2, version = version + 1 WHERE order_number = $1",
        [orderNumber, state],
      );
    }
    await gateway.database.pool.query(
      `UPDATE il.operation_status SET state = 'FAILED', finished_at = now()
       WHERE id = (SELECT operation_id FROM il.production_order WHERE order_number = $1)`,
      [orderNumber],
    );
    await stage.tell("mes", "behaviour", { acknowledge: "ACK", delayMs: 0 });
    const redispatch = await stage.command(orderNumber, "POST :redispatch", "operator");
    assert.equal((await stage.ended(redispatch)).state, "SUCCEEDED");
    assert.equal((await stage.order(orderNumber)).state, "READY");
  });
});
