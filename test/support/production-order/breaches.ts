import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../gateway/assert-problem.js";
import { storesNothing } from "../gateway/stored-rows.js";
import { sendSample } from "../gateway/sample.js";
import { type OperationId, sampleOf } from "./samples.js";
import { releaseOrder } from "./stage.js";

const BREACH = { status: 500, code: "RESPONSE_CONTRACT_VIOLATION" };

/**
 * A stored row that no code of ours writes makes the answer break its contract; the answer is held back.
 * @param statement breaks the order $1 @param query for a list: asks for that order
 */
export function breaksWhenStoredWrong(operationId: OperationId, statement: string, query = ""): void {
  describe(`${operationId} answers 500`, () => {
    it("instead of an answer that breaks the contract", async () => {
      const sample = await sampleOf(operationId);
      const { pool } = sample.gateway.database;
      const orderNumber = await orderOf(sample);
      const { rowCount } = await pool.query(statement, [orderNumber]);
      assert.equal(rowCount, 1, "the statement breaks one row");
      const moved = { ...sample, target: `${sample.target}${query}` };
      assertProblem(await storesNothing(sample.gateway, () => sendSample(moved)), BREACH);
      // Other specs of this process list orders too.
      await pool.query("UPDATE il.production_order SET findings = '[]' WHERE order_number = $1", [orderNumber]);
    });
  });
}

/** The order that the sample reads; a list reads one that is made for it. */
async function orderOf({ gateway, target }: Awaited<ReturnType<typeof sampleOf>>): Promise<string> {
  const named = /\/orders\/P100\/([^/]+)/.exec(target)?.[1];
  if (named !== undefined) return named;
  const operationId = /\/operations\/(.+)$/.exec(target)?.[1];
  if (operationId === undefined) return (await releaseOrder(gateway)).orderNumber;
  const [row] = await gateway.database.unitOfWork.read<{ order_number: string }>(
    "SELECT order_number FROM il.production_order WHERE operation_id = $1",
    [operationId],
  );
  return row?.order_number ?? "";
}
