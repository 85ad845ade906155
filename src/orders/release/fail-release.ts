import { type ProblemDefinition, type ProblemDetails, toProblem } from "../../kernel/problem.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { ReleaseOrder } from "./release-order.js";

/** Ends the accepted release with a problem. */
export async function failRelease(
  tx: Tx,
  order: ReleaseOrder,
  definition: ProblemDefinition,
  details: ProblemDetails,
): Promise<void> {
  const problem = toProblem(definition, { plantCode: order.plantCode, ...details }, order.correlationId);
  await settleOperation(tx, order.operationId, "FAILED", problem);
}
