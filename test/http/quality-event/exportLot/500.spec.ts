import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/quality-event/samples.js";

describe("exportLot answers 500", () => {
  it("instead of an answer that breaks the contract", async () => {
    const sample = await sampleOf("exportLot");
    const lotNumber = /L[0-9A-Z]{9}/.exec(sample.target)?.[0];
    const { rowCount } = await sample.gateway.database.pool.query(
      "INSERT INTO il.order_lot (id, plant_code, order_number, side, material_number, lot_number, quantity, unit, operation_number, confirmation_id, kind, at, time_zone) VALUES (gen_random_uuid()::text, 'P100', 'X', 'OUTPUT', 'FG-4711', $1, 1, 'KGM', '0010', 'c', 'TRANSFORM', now(), 'Nowhere/Land')",
      [lotNumber],
    );
    assert.equal(rowCount, 1);
    const answer = await storesNothing(sample.gateway, () => sendSample(sample));
    assertProblem(answer, { status: 500, code: "INTERNAL" });
  });
});
