import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/production-order/samples.js";

describe("getOrder answers 304", () => {
  it("without a body when the caller has the version already", async () => {
    const sample = await sampleOf("getOrder");
    const etag = (await sendSample(sample)).headers.get("etag") ?? "";
    const { status, body, headers } = await sendSample(sample, { headers: { "if-none-match": etag } });
    assert.deepEqual([status, body, headers.get("etag")], [304, {}, etag]);
  });

  it("to weak tags, to lists that name the version and to *", async () => {
    const sample = await sampleOf("getOrder");
    const etag = (await sendSample(sample)).headers.get("etag") ?? "";
    for (const named of [`W/${etag}`, `"other", ${etag}`, "*"]) {
      const { status } = await sendSample(sample, { headers: { "if-none-match": named } });
      assert.equal(status, 304, named);
    }
    assert.equal((await sendSample(sample, { headers: { "if-none-match": '"other"' } })).status, 200);
  });
});
