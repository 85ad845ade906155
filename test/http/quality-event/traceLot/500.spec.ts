import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/quality-event/samples.js";

describe("traceLot answers 500", () => {
  it("instead of an answer that breaks the contract", async () => {
    const sample = await sampleOf("traceLot");
    const lotNumber = /L[0-9A-Z]{9}/.exec(sample.target)?.[0];
    const { rowCount } = await sample.gateway.database.pool.query(
      "INSERT INTO il.genealogy_edge (id, plant_code, parent_material, parent_lot, child_material, child_lot, quantity, unit, kind, source_id, at) VALUES (gen_random_uuid()::text, 'P100', 'RM-100', 'not a lot', 'FG-4711', $1, 1, 'KGM', 'TRANSFORM', 'test', now())",
      [lotNumber],
    );
    assert.equal(rowCount, 1);
    const answer = await storesNothing(sample.gateway, () => sendSample(sample));
    assertProblem(answer, { status: 500, code: "RESPONSE_CONTRACT_VIOLATION" });
  });
});
