import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import { BASE, lotScope, newLotNumber } from "../../../support/quality-event/documents.js";
import { placedHold } from "../../../support/quality-event/samples.js";

describe("listHolds answers 200", () => {
  it("page by page, by what the hold is about and by its state", async () => {
    const gateway = await sharedGateway();
    const lotNumber = newLotNumber();
    const scope = lotScope("RM-100", lotNumber);
    const placed = [await placedHold(gateway, { scope }), await placedHold(gateway, { scope, severity: "MINOR" })];
    const path = `${BASE}/holds?materialNumber=RM-100&lotNumber=${lotNumber}&state=OPEN&limit=1`;
    const first = await gateway.client.send(`GET ${path}`, { as: "auditor" });
    const second = await gateway.client.send(`GET ${path}&cursor=${String(first.body["nextCursor"])}`, {
      as: "auditor",
    });
    const ids = [first, second].flatMap(({ body }) => (body["items"] as { id: string }[]).map(({ id }) => id));
    assert.deepEqual(
      ids,
      placed.map(({ resource }) => resource.split("/").at(-1)),
    );
    assert.equal(second.body["nextCursor"], null);
  });

  it("without the holds of plants that the caller may not see", async () => {
    const gateway = await sharedGateway();
    await placedHold(gateway);
    const answer = await gateway.client.send(`GET ${BASE}/holds`, { as: "foreign-mes" });
    assert.deepEqual([answer.status, answer.body["items"]], [200, []]);
  });
});
