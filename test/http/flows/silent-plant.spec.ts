import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { BASE, type Json } from "../../support/production-order/documents.js";
import { FlowStage } from "../../support/production-order/flow-stage.js";
import { releaseOrder } from "../../support/production-order/stage.js";

let gateway: TestGateway;
let stage: FlowStage;

before(async () => {
  gateway = await startTestGateway({ role: "all", plant: { systems: { mes: { ackTimeoutSeconds: 1 } } } });
  stage = new FlowStage(gateway);
  await stage.tell("mes", "behaviour", { acknowledge: "SILENT" });
});
after(() => gateway.close());

describe("a plant that does not answer", () => {
  it("gets the order three times under the same dispatch, until the release is given up and everybody can see it", async () => {
    const { orderNumber, operationId } = await releaseOrder(gateway);
    const { dispatchId, state } = await stage.orderUntil(
      orderNumber,
      ({ syncState }) => syncState === "DISPATCH_FAILED",
    );
    assert.equal(state, "RELEASED");
    const { body } = await gateway.client.send(`GET ${BASE}/operations/${operationId}`, { as: "erp" });
    assert.deepEqual([body["state"], (body["problem"] as Json)["code"]], ["FAILED", "DISPATCH_FAILED"]);
    const response = await fetch(`${gateway.mesUrl}/simulator/orders/P100/${orderNumber}`);
    const taken = (await response.json()) as { dispatches: { dispatchId: string }[]; received: number };
    assert.deepEqual([taken.received, taken.dispatches.map((one) => one.dispatchId)], [3, [dispatchId]]);
  });
});
