import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { lineDocument, scrapDocument } from "../../../support/inventory-movement/documents.js";
import { bulkItem, sampleOf } from "../../../support/inventory-movement/samples.js";
import { newOrderNumber } from "../../../support/production-order/documents.js";

const ITEMS = 500;

describe("createMovementBatch answers 409", () => {
  it("to the same list under the same key while it is being worked on, and stores each item once", async () => {
    const sample = await sampleOf("createMovementBatch");
    const lotNumber = `L-${newOrderNumber()}`;
    const lines = [lineDocument({ lots: [{ lotNumber, quantity: { value: "2", unit: "KGM" } }] })];
    const body = Array.from({ length: ITEMS }, () => bulkItem(scrapDocument({ lines })));
    const headers = { "idempotency-key": lotNumber };
    const answers = await Promise.all([0, 1, 2].map(() => sendSample({ ...sample, body }, { headers })));
    const refused = answers.filter(({ status }) => status === 409);
    assert.ok(refused.length > 0, answers.map(({ status }) => status).join());
    for (const answer of refused) assertProblem(answer, { status: 409, code: "IN_FLIGHT" });
    const [row] = await sample.gateway.database.unitOfWork.read<{ count: number }>(
      "SELECT count(*)::int AS count FROM il.movement WHERE lot_numbers @> ARRAY[$1]",
      [lotNumber],
    );
    assert.equal(row?.count, ITEMS);
  });
});
