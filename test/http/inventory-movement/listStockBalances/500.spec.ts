import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { BASE } from "../../../support/inventory-movement/documents.js";

describe("listStockBalances answers 500", () => {
  it("instead of an answer that breaks the contract", async () => {
    const gateway = await sharedGateway();
    const { pool } = gateway.database;
    await pool.query(
      `INSERT INTO il.stock_balance (plant_code, material_number, stock_status, quantity, unit, as_of)
       VALUES ('P100', 'BROKEN', 'BLOCKED', 1, 'not a unit', now())`,
    );
    const target = `GET ${BASE}/stock-balances?materialNumber=BROKEN`;
    const answer = await storesNothing(gateway, () => gateway.client.send(target, { as: "erp" }));
    assertProblem(answer, { status: 500, code: "RESPONSE_CONTRACT_VIOLATION" });
    // Other specs of this process list balances too.
    await pool.query("DELETE FROM il.stock_balance WHERE material_number = 'BROKEN'");
  });
});
