import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { scrapDocument } from "../../../support/inventory-movement/documents.js";
import { bulkItem, sampleOf } from "../../../support/inventory-movement/samples.js";

describe("createMovementBatch answers 409", () => {
  it("to the same list under the same key while it is being worked on", async () => {
    const sample = await sampleOf("createMovementBatch");
    const { gateway } = sample;
    const body = Array.from({ length: 500 }, () => bulkItem(scrapDocument()));
    const headers = { "idempotency-key": `twice-${JSON.stringify(body[0]).length}-${body.length}` };
    const answers = await Promise.all([0, 1, 2].map(() => sendSample({ ...sample, body }, { headers })));
    const refused = answers.filter(({ status }) => status === 409);
    for (const answer of refused) assertProblem(answer, { status: 409, code: "IN_FLIGHT" });
    assert.ok(refused.length >= 1, answers.map(({ status }) => status).join());
    const [row] = await gateway.database.unitOfWork.read<{ count: number }>(
      "SELECT count(*)::int AS count FROM il.movement WHERE document::text LIKE $1",
      [`%${String((body[0]?.["movement"] as { occurredAt: string }).occurredAt)}%`],
    );
    assert.ok((row?.count ?? 0) <= 500);
  });
});
