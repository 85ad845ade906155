import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/production-order/samples.js";

describe("createConfirmations answers 500", () => {
  it("instead of a stored answer that breaks the contract", async () => {
    const sample = await sampleOf("createConfirmations");
    const key = `broken-${String(sample.list?.[0]?.["orderNumber"])}`;
    const headers = { "idempotency-key": key };
    assert.equal((await sendSample(sample, { headers })).status, 200);
    await sample.gateway.database.pool.query(
      "UPDATE il.idempotency SET response = '{}' WHERE operation = 'createConfirmations' AND key = $1",
      [key],
    );
    const answer = await storesNothing(sample.gateway, () => sendSample(sample, { headers }));
    assertProblem(answer, { status: 500, code: "RESPONSE_CONTRACT_VIOLATION" });
  });
});
