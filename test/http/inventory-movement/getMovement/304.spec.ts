import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/inventory-movement/samples.js";

describe("getMovement answers 304", () => {
  it("without a body when the caller has the version already", async () => {
    const sample = await sampleOf("getMovement");
    const etag = (await sendSample(sample)).headers.get("etag") ?? "";
    const { status, body, headers } = await sendSample(sample, { headers: { "if-none-match": etag } });
    assert.deepEqual([status, body, headers.get("etag")], [304, {}, etag]);
  });
});
