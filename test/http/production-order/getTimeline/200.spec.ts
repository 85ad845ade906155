import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/production-order/samples.js";
import type { Json } from "../../../support/production-order/documents.js";

describe("getTimeline answers 200", () => {
  it("with what has happened, by whom it can be followed and in one sentence each", async () => {
    const sample = await sampleOf("getTimeline");
    const { status, body } = await sendSample(sample);
    const [entry, ...more] = body["items"] as readonly Json[];
    assert.deepEqual([status, more, body["nextCursor"]], [200, [], null]);
    assert.deepEqual(
      [entry?.["kind"], entry?.["title"]],
      ["production-order.released", "Released by the ERP, revision 1"],
    );
    assert.match(String(entry?.["traceId"]), /^[0-9a-f]{32}$/);
  });
});
