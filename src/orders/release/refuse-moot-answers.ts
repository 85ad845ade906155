import { toProblem } from "../../kernel/problem.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { orderProblems } from "../problems.js";

const MOOT_ANSWERS = `
  SELECT a.operation_id AS "operationId", a.dispatch_id AS "dispatchId", s.correlation_id AS "correlationId"
  FROM il.acknowledgement a
    JOIN il.operation_status s ON s.id = a.operation_id AND s.state = 'RUNNING'
    JOIN il.production_order o ON o.plant_code = a.plant_code AND o.order_number = a.order_number
  WHERE a.plant_code = $1 AND a.order_number = $2
    AND (o.dispatch_id IS DISTINCT FROM a.dispatch_id OR o.sync_state IN ('NACKED', 'DISPATCH_FAILED')
      OR o.state IN ('CANCELLED', 'ABORTED'))`;

interface MootAnswer {
  readonly operationId: string;
  readonly dispatchId: string;
  readonly correlationId: string;
}

/**
 * Ends the accepted answers of the MES that no workflow will read any more: a newer revision took the place of the one
 * they answer, its release had ended when they came, or the order was given up.
 */
export async function refuseMootAnswers(
  tx: Tx,
  order: { readonly plantCode: string; readonly orderNumber: string },
): Promise<void> {
  const { plantCode, orderNumber } = order;
  for (const answer of await tx.query<MootAnswer>(MOOT_ANSWERS, [plantCode, orderNumber])) {
    const detail = `Order ${plantCode}/${orderNumber} does not wait for the answer to dispatch ${answer.dispatchId} any more.`;
    const details = { plantCode, detail };
    const problem = toProblem(orderProblems.ACKNOWLEDGEMENT_NOT_EXPECTED, details, answer.correlationId);
    await settleOperation(tx, answer.operationId, "FAILED", problem);
  }
}
