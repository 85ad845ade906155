import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { finishInPlaceOfWorker } from "../../../support/gateway/accept-specs.js";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import { BASE } from "../../../support/production-order/documents.js";
import { releaseOrder } from "../../../support/production-order/stage.js";

describe("getOperation answers 200", () => {
  it("with the time to ask again while the work runs, and without it when it has ended", async () => {
    const gateway = await sharedGateway();
    const { operationId, answer } = await releaseOrder(gateway);
    const target = `GET ${BASE}/operations/${operationId}`;
    const running = await gateway.client.send(target, { as: "erp" });
    assert.deepEqual([running.status, running.body["state"]], [200, "RUNNING"]);
    assert.equal(running.headers.get("retry-after"), "1");
    await finishInPlaceOfWorker(gateway, answer.headers.get("x-correlation-id") ?? "");
    const ended = await gateway.client.send(target, { as: "erp" });
    assert.deepEqual([ended.status, ended.body["state"]], [200, "SUCCEEDED"]);
    assert.equal(ended.headers.get("retry-after"), null);
    assert.equal(typeof ended.body["finishedAt"], "string");
  });
});
