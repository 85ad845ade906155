import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { BASE } from "../../../support/inventory-movement/documents.js";
import { reportMovement } from "../../../support/inventory-movement/samples.js";

describe("listMovements answers 500", () => {
  it("instead of an answer that breaks the contract", async () => {
    const gateway = await sharedGateway();
    const { id } = await reportMovement(gateway);
    const { pool } = gateway.database;
    const { rowCount } = await pool.query(
      "UPDATE il.movement SET findings = '[{}]', material_numbers = '{BROKEN}' WHERE id = $1",
      [id],
    );
    assert.equal(rowCount, 1, "the statement breaks one row");
    const target = `GET ${BASE}/movements?materialNumber=BROKEN`;
    const answer = await storesNothing(gateway, () => gateway.client.send(target, { as: "auditor" }));
    assertProblem(answer, { status: 500, code: "RESPONSE_CONTRACT_VIOLATION" });
    // Other specs of this process list movements too.
    await pool.query("UPDATE il.movement SET findings = '[]' WHERE id = $1", [id]);
  });
});
