import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { inspectionItem } from "../../../support/quality-event/documents.js";
import { keyOf, sampleOf } from "../../../support/quality-event/samples.js";

describe("recordQualityEvents answers 409", () => {
  it("to the same list under the same key while it is being worked on", async () => {
    const sample = await sampleOf("recordQualityEvents");
    const body = Array.from({ length: 100 }, () => inspectionItem());
    const headers = { "idempotency-key": keyOf(sample) };
    const answers = await Promise.all([0, 1, 2].map(() => sendSample({ ...sample, body }, { headers })));
    const refused = answers.filter(({ status }) => status === 409);
    assert.ok(refused.length > 0, answers.map(({ status }) => status).join());
    for (const answer of refused) assertProblem(answer, { status: 409, code: "IN_FLIGHT" });
  });
});
