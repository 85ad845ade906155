import { describe, it } from "node:test";
import { assertProblem } from "../gateway/assert-problem.js";
import { sendSample } from "../gateway/sample.js";
import { storesNothing } from "../gateway/stored-rows.js";
import { keyOf, type OperationId, sampleOf } from "./samples.js";

const LOCK = `
  SELECT pg_advisory_xact_lock(hashtextextended(json_build_array($1::text, $2::text, $3::text)::text, 0))`;

/** 409 to a request whose key has another one under way; a transaction of the test holds the key meanwhile. */
export function inFlight(operationId: OperationId): void {
  describe(`${operationId} answers 409`, () => {
    it("to the same key while its request is being worked on, with the time to ask again", async () => {
      const sample = await sampleOf(operationId);
      const key = keyOf(sample);
      const answer = await sample.gateway.database.unitOfWork.run(async (tx) => {
        await tx.query(LOCK, [sample.as, operationId, key]);
        return await storesNothing(sample.gateway, () => sendSample(sample, { headers: { "idempotency-key": key } }));
      });
      assertProblem(answer, { status: 409, code: "IN_FLIGHT" });
    });
  });
}
