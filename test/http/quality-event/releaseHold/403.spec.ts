import { holdDocument } from "../../../support/quality-event/documents.js";
import { refusals, requestedHold, sampleOf } from "../../../support/quality-event/samples.js";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";

refusals.refusesTheUnentitled("releaseHold", false);
refusals.refuses("releaseHold", 403, {
  "to whoever placed the hold": { code: "FOUR_EYES_REQUIRED", change: () => ({ as: "quality" }) },
  "to whoever asked for the release of a major one": {
    code: "FOUR_EYES_REQUIRED",
    change: () => ({ as: "quality-lead" }),
  },
});

describe("releaseHold of a minor hold", () => {
  it("is allowed to whoever asked for it, and never to whoever placed it", async () => {
    const { gateway } = await sampleOf("placeHold");
    const { resource } = await requestedHold(gateway, holdDocument({ severity: "MINOR" }));
    const body = { decision: "RELEASE", reason: "Nothing found" };
    const headers = { "if-match": '"2"' };
    const target = `POST ${resource}:release`;
    const own = await storesNothing(gateway, () => gateway.client.send(target, { as: "quality", body, headers }));
    assertProblem(own, { status: 403, code: "FOUR_EYES_REQUIRED" });
    const answer = await gateway.client.send(target, { as: "quality-lead", body, headers });
    assert.equal(answer.status, 202, JSON.stringify(answer.body));
  });
});
