import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/quality-event/samples.js";

describe("traceLot answers 200", () => {
  it("with the lot alone, when nothing is known of what it was made of", async () => {
    const answer = await sendSample(await sampleOf("traceLot"));
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const { nodes, edges, isTruncated, direction, depth } = answer.body;
    const [node] = nodes as { depth: number; disposition: string }[];
    assert.deepEqual([node?.depth, node?.disposition, edges], [0, "UNRESTRICTED", []]);
    assert.deepEqual([isTruncated, direction, depth], [false, "up", 5]);
  });
});
