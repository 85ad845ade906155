import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendSample } from "../../../support/gateway/sample.js";
import { accepts, sampleOf } from "../../../support/production-order/samples.js";

accepts.acceptsDurably("releaseOrder", {
  production_order: 1,
  operation_status: 1,
  idempotency: 1,
  outbox: 1,
  audit_entry: 1,
  engine_command: 1,
});

describe("releaseOrder answers 202", () => {
  for (const ifMatch of ['"1"', '"7", "1"', "*"]) {
    it(`to a new revision when If-Match is ${ifMatch} and the order has version 1`, async () => {
      const sample = await sampleOf("releaseOrder");
      await sendSample(sample);
      const changes = { body: { ...sample.body, revision: 2 }, headers: { "if-match": ifMatch } };
      const { status, body } = await sendSample(sample, changes);
      assert.equal(status, 202, JSON.stringify(body));
    });
  }

  it("whatever stands in traceparent and Prefer", async () => {
    const headers = { traceparent: "00-nonsense", prefer: "respond-async, wait=soon" };
    const { status, body } = await sendSample(await sampleOf("releaseOrder"), { headers });
    assert.equal(status, 202, JSON.stringify(body));
  });
});
