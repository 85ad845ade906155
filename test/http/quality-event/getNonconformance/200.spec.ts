import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/quality-event/samples.js";

describe("getNonconformance answers 200", () => {
  it("with the nonconformance and its version", async () => {
    const answer = await sendSample(await sampleOf("getNonconformance"));
    assert.deepEqual([answer.status, answer.body["state"], answer.headers.get("etag")], [200, "OPEN", '"1"']);
  });
});
