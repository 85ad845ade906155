import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/quality-event/samples.js";

describe("getOperation answers 200", () => {
  it("with how far the accepted work has come", async () => {
    const answer = await sendSample(await sampleOf("getOperation"));
    assert.deepEqual([answer.status, answer.body["kind"], answer.body["state"]], [200, "placeHold", "RUNNING"]);
    assert.equal(answer.headers.get("retry-after"), "1");
  });
});
