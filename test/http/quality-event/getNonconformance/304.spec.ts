import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/quality-event/samples.js";

describe("getNonconformance answers 304", () => {
  it("to a client that has its version already", async () => {
    const answer = await sendSample(await sampleOf("getNonconformance"), { headers: { "if-none-match": '"1"' } });
    assert.deepEqual([answer.status, answer.headers.get("etag")], [304, '"1"']);
  });
});
