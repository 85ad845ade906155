import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { BASE } from "../../../support/inventory-movement/documents.js";
import { reportMovement } from "../../../support/inventory-movement/samples.js";

describe("getOperation answers 500", () => {
  it("instead of an answer that breaks the contract", async () => {
    const gateway = await sharedGateway();
    const { operationId } = await reportMovement(gateway);
    const { pool } = gateway.database;
    const { rowCount } = await pool.query("UPDATE il.operation_status SET kind = repeat('k', 61) WHERE id = $1", [
      operationId,
    ]);
    assert.equal(rowCount, 1, "the statement breaks one row");
    const target = `GET ${BASE}/operations/${operationId}`;
    const answer = await storesNothing(gateway, () => gateway.client.send(target, { as: "auditor" }));
    assertProblem(answer, { status: 500, code: "RESPONSE_CONTRACT_VIOLATION" });
  });
});
