import { type ProblemDefinition, type ProblemDetails, defineProblems, toProblem } from "../../kernel/problem.js";
import { type OperationState, settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { ReleaseOrder } from "./release-order.js";

/** How a release can end without an order in the plant. */
export const RELEASE_PROBLEMS = defineProblems({
  ORDER_REJECTED: {
    class: "BUSINESS",
    status: 422,
    retryable: false,
    title: "The order did not pass the release checks",
  },
  ORDER_NACKED: { class: "BUSINESS", status: 422, retryable: false, title: "The MES refused the order" },
  DISPATCH_FAILED: {
    class: "TECHNICAL",
    status: 504,
    retryable: true,
    title: "The MES could not be brought to take the order",
  },
});

/** Ends the accepted release with a problem. */
export async function failRelease(
  tx: Tx,
  order: ReleaseOrder,
  definition: ProblemDefinition,
  details: ProblemDetails,
): Promise<void> {
  const state: OperationState = "FAILED";
  const problem = toProblem(definition, { plantCode: order.plantCode, ...details }, order.correlationId);
  await settleOperation(tx, order.operationId, state, problem);
}
