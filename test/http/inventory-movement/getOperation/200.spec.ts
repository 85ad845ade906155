import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { finishInPlaceOfWorker } from "../../../support/gateway/accept-specs.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/inventory-movement/samples.js";

describe("getOperation answers 200", () => {
  it("with the time to ask again while the work runs, and without it when it has ended", async () => {
    const { gateway } = await sampleOf("getOperation");
    const created = await sendSample(await sampleOf("createMovement"));
    const target = `GET ${created.headers.get("location")}`;
    const running = await gateway.client.send(target, { as: "mes" });
    assert.deepEqual([running.status, running.body["state"]], [200, "RUNNING"]);
    assert.equal(running.headers.get("retry-after"), "1");
    await finishInPlaceOfWorker(gateway, created.headers.get("x-correlation-id") ?? "");
    const ended = await gateway.client.send(target, { as: "mes" });
    assert.deepEqual([ended.body["state"], ended.headers.get("retry-after")], ["SUCCEEDED", null]);
    assert.equal(typeof ended.body["finishedAt"], "string");
  });
});
