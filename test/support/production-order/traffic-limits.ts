import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../gateway/assert-problem.js";
import { storesNothing } from "../gateway/stored-rows.js";
import { BASE } from "./documents.js";
import { type OperationId, type StagedSample, sampleOf, sendSample } from "./samples.js";

/** A client that has used up its minute is refused by every operation, and told when to come back. */
export function refusesTooManyRequests(operationId: OperationId): void {
  describe(`${operationId} answers 429`, () => {
    it("to a client that has had all its requests of a minute", async () => {
      const sample: StagedSample = { ...(await sampleOf(operationId)), as: "limited" };
      await useUp(sample);
      const answer = await storesNothing(sample.gateway, () => sendSample(sample));
      assertProblem(answer, { status: 429, code: "RATE_LIMITED" });
      const seconds = Number(answer.headers.get("retry-after"));
      assert.ok(Number.isInteger(seconds) && seconds >= 1 && seconds <= 63, `Retry-After: ${seconds}`);
      assert.equal(answer.headers.get("ratelimit-policy"), '"client-minute";q=1;w=60');
      assert.equal(answer.headers.get("ratelimit"), `"client-minute";r=0;t=${seconds}`);
    });
  });
}

/** The limit is one request a minute, so the second finds it used up; a third, should a minute end just then. */
async function useUp({ gateway, as }: StagedSample): Promise<void> {
  for (let count = 0; count < 3; count++) {
    if ((await gateway.client.send(`GET ${BASE}/orders?limit=1`, { as })).status === 429) return;
  }
  assert.fail("the client is never refused");
}
