import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { listItem, sampleOf } from "../../../support/production-order/samples.js";
import { releaseOrder } from "../../../support/production-order/stage.js";

describe("createConfirmations answers 409", () => {
  it("while a list with the same key is being worked on, and the same answer when it has ended", async () => {
    const sample = await sampleOf("createConfirmations");
    const { orderNumber } = await releaseOrder(sample.gateway);
    const many = Array.from({ length: 300 }, (_, index) => {
      const report = {
        operationNumber: "0010",
        kind: "START",
        sequence: index + 1,
        occurredAt: "2026-11-23T08:05:00Z",
      };
      return listItem(orderNumber, { report });
    });
    const call = { body: many, headers: { "idempotency-key": `list-${orderNumber}` } };
    const [first, second] = await Promise.all([sendSample(sample, call), sendSample(sample, call)]);
    const [refused, answered] = first.status === 409 ? [first, second] : [second, first];
    assertProblem(refused, { status: 409, code: "IN_FLIGHT" });
    assert.equal(refused.headers.get("retry-after"), "1");
    assert.deepEqual([answered.status, answered.body["accepted"]], [200, 300]);
    const again = await sendSample(sample, call);
    assert.deepEqual([again.status, again.body], [200, answered.body]);
    assert.equal(again.headers.get("idempotent-replayed"), "true");
  });
});
