import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/production-order/samples.js";

describe("validateOrder answers 500", () => {
  it("when a profile in force cannot be used, without telling why, and stores nothing", async () => {
    const sample = await sampleOf("validateOrder");
    const { gateway, body } = sample;
    await gateway.database.pool.query(
      "INSERT INTO il.plant_profile (plant_code, version, profile, checksum, applied_by) VALUES ('BROKEN', 1, '{}', '', '')",
    );
    const answer = await storesNothing(gateway, () => sendSample(sample, { body: { ...body, plantCode: "BROKEN" } }));
    assertProblem(answer, { status: 500, code: "INTERNAL" });
    assert.equal(answer.body["detail"], undefined);
  });
});
