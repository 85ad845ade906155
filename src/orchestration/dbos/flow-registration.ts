import { DBOS, DBOSWorkflowConflictError, Error as DbosErrors } from "@dbos-inc/dbos-sdk";
import type { Logger } from "pino";
import type { FlowDefinition } from "../engine-port.js";
import { DbosFlowContext } from "./dbos-flow-context.js";
import { StepGate } from "./step-gate.js";

/**
 * Every takeover and every restart counts as a recovery. A workflow that kills its worker each time is set aside
 * (FAILED) after this many; an order that waits through a day of restarts is not.
 */
const RECOVERIES_MAX = 50;

/** A flow as the engine runs it. */
export interface RegisteredFlow {
  readonly flow: string;
  readonly workflowsInFlightMax: number;
  readonly gate: StepGate;
  readonly run: (input: unknown) => Promise<void>;
}

/** Registers a flow under its versioned name, so that an open workflow finds its own version again. */
export function registerFlow(
  definition: FlowDefinition<unknown>,
  isRunning: () => boolean,
  logger: Logger,
): RegisteredFlow {
  const gate = new StepGate(definition.stepsInFlightMax);
  const body = async (input: unknown): Promise<void> => {
    const workflowId = DBOS.workflowID ?? "";
    const context = new DbosFlowContext(workflowId, gate, isRunning);
    try {
      await definition.run(context, input);
    } catch (error) {
      if (isTakenAway(error)) throw error;
      const entry = { workflowId, flow: definition.flow };
      if (isRunning()) logger.error({ event: "workflow.failed", err: error, ...entry });
      // A step, so that a worker that stops here leaves it to the one that takes the workflow over.
      await context
        .step("on-failed", async () => await definition.onFailed?.(input))
        .catch((failure: unknown) => {
          if (isTakenAway(failure)) throw failure;
          logger.error({ event: "workflow.on-failed-failed", err: failure, ...entry });
        });
      throw error;
    }
  };
  const run = DBOS.registerWorkflow(body, { name: definition.flow, maxRecoveryAttempts: RECOVERIES_MAX });
  return { flow: definition.flow, workflowsInFlightMax: definition.workflowsInFlightMax, gate, run };
}

/** The workflow was cancelled or belongs to another executor now; it has not failed. */
function isTakenAway(error: unknown): boolean {
  return error instanceof DbosErrors.DBOSWorkflowCancelledError || error instanceof DBOSWorkflowConflictError;
}
