import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { BASE, lotScope, newLotNumber } from "../../../support/quality-event/documents.js";
import { placedHold } from "../../../support/quality-event/samples.js";

describe("listHolds answers 500", () => {
  it("instead of an answer that breaks the contract", async () => {
    const gateway = await sharedGateway();
    const lotNumber = newLotNumber();
    const { resource } = await placedHold(gateway, { scope: lotScope("RM-100", lotNumber) });
    const { pool } = gateway.database;
    const id = resource.split("/").at(-1);
    await pool.query("UPDATE il.quality_hold SET decision_reason = 'x' WHERE id = $1", [id]);
    const target = `GET ${BASE}/holds?materialNumber=RM-100&lotNumber=${lotNumber}`;
    const answer = await storesNothing(gateway, () => gateway.client.send(target, { as: "auditor" }));
    assertProblem(answer, { status: 500, code: "RESPONSE_CONTRACT_VIOLATION" });
    // Other specs of this process list holds too.
    await pool.query("UPDATE il.quality_hold SET decision_reason = NULL WHERE id = $1", [id]);
  });
});
