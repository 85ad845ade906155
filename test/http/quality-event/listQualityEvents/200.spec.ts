import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import { BASE, inspectionDocument, lotScope, newLotNumber } from "../../../support/quality-event/documents.js";
import { placedHold, raised } from "../../../support/quality-event/samples.js";

describe("listQualityEvents answers 200", () => {
  it("with the record of a lot in the order it was made", async () => {
    const gateway = await sharedGateway();
    const lotNumber = newLotNumber();
    const scope = lotScope("FG-4711", lotNumber);
    await gateway.client.send(`POST ${BASE}/inspection-results`, { as: "mes", body: inspectionDocument({ scope }) });
    await placedHold(gateway, { scope });
    await raised(gateway, { scope });
    const path = `${BASE}/events?materialNumber=FG-4711&lotNumber=${lotNumber}`;
    const { body } = await gateway.client.send(`GET ${path}`, { as: "auditor" });
    const items = body["items"] as { kind: string; hold?: { reasonCode: string } }[];
    assert.deepEqual(
      items.map(({ kind }) => kind),
      ["INSPECTION_RESULT", "HOLD_PLACED", "NONCONFORMANCE_RAISED"],
    );
    assert.equal(items[1]?.hold?.reasonCode, "Q01");
    const held = await gateway.client.send(`GET ${path}&kind=HOLD_PLACED`, { as: "auditor" });
    assert.equal((held.body["items"] as unknown[]).length, 1);
  });
});
