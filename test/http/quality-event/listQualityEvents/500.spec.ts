import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { BASE, lotScope, newLotNumber } from "../../../support/quality-event/documents.js";
import { placedHold } from "../../../support/quality-event/samples.js";

describe("listQualityEvents answers 500", () => {
  it("instead of an answer that breaks the contract", async () => {
    const gateway = await sharedGateway();
    const lotNumber = newLotNumber();
    const { resource } = await placedHold(gateway, { scope: lotScope("RM-100", lotNumber) });
    const { pool } = gateway.database;
    const wrong = "UPDATE il.quality_event SET client_id = repeat('x', 301) WHERE hold_id = $1";
    // The record is append-only; only a trigger that is switched off lets it be broken.
    await pool.query("ALTER TABLE il.quality_event DISABLE TRIGGER quality_event_append_only");
    await pool.query(wrong, [resource.split("/").at(-1)]);
    const target = `GET ${BASE}/events?materialNumber=RM-100&lotNumber=${lotNumber}`;
    const answer = await storesNothing(gateway, () => gateway.client.send(target, { as: "auditor" }));
    assertProblem(answer, { status: 500, code: "RESPONSE_CONTRACT_VIOLATION" });
    // Other specs of this process list events too.
    await pool.query(wrong.replace("repeat('x', 301)", "'quality'"), [resource.split("/").at(-1)]);
    await pool.query("ALTER TABLE il.quality_event ENABLE TRIGGER quality_event_append_only");
  });
});
