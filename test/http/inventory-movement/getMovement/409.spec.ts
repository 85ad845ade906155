import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { lineDocument } from "../../../support/inventory-movement/documents.js";
import { reportMovement } from "../../../support/inventory-movement/samples.js";

describe("getMovement answers 409", () => {
  it("in version 1 for a document with two lines, with the way to version 2", async () => {
    const gateway = await sharedGateway();
    const { resource } = await reportMovement(gateway, { lines: [lineDocument(), lineDocument({ lineNumber: 2 })] });
    const target = `GET ${resource.replace("/v2/", "/v1/")}`;
    const answer = await storesNothing(gateway, () => gateway.client.send(target, { as: "mes" }));
    assertProblem(answer, { status: 409, code: "NOT_REPRESENTABLE_IN_VERSION" });
    assert.ok(answer.headers.get("link")?.includes(`<${resource}>`), answer.headers.get("link") ?? "no Link");
  });
});
