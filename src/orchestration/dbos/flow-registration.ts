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
    try {
      await definition.run(new DbosFlowContext(workflowId, gate, isRunning), input);
    } catch (error) {
      if (isRunning() && !isTakenAway(error))
        logger.error({ event: "workflow.failed", err: error, workflowId, flow: definition.flow });
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
