import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/quality-event/samples.js";

describe("getHold answers 200", () => {
  it("with the hold, its version and what it reaches", async () => {
    const answer = await sendSample(await sampleOf("getHold"));
    assert.deepEqual([answer.status, answer.body["state"], answer.headers.get("etag")], [200, "OPEN", '"1"']);
    const [target] = answer.body["targets"] as { scope: unknown; isDirect: boolean }[];
    assert.deepEqual(target, { scope: answer.body["scope"], isDirect: true });
  });
});
