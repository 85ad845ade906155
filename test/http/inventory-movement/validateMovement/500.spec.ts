import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { bodyOf, sampleOf } from "../../../support/inventory-movement/samples.js";

describe("validateMovement answers 500", () => {
  it("when a profile in force cannot be used, without telling why, and stores nothing", async () => {
    const sample = await sampleOf("validateMovement");
    const { gateway } = sample;
    await gateway.database.pool.query(
      "INSERT INTO il.plant_profile (plant_code, version, profile, checksum, applied_by) VALUES ('P300', 1, '{}', '', '')",
    );
    // Profiles are read again after a second at the latest.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const body = { ...bodyOf(sample), plantCode: "P300" };
    const answer = await storesNothing(gateway, () => sendSample(sample, { as: "foreign-mes", body }));
    assertProblem(answer, { status: 500, code: "INTERNAL" });
    assert.equal(answer.body["detail"], undefined);
  });
});
