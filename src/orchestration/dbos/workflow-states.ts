import type { WorkflowStatusString } from "@dbos-inc/dbos-sdk";
import type { WorkflowState } from "../engine-port.js";

/** The engine's status words by the states of the port. */
const STATUSES = {
  PENDING: ["PENDING", "ENQUEUED", "DELAYED"],
  SUCCEEDED: ["SUCCESS"],
  FAILED: ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"],
  CANCELLED: ["CANCELLED"],
} as const satisfies Record<WorkflowState, readonly WorkflowStatusString[]>;

const STATES = new Map<string, WorkflowState>(
  (Object.keys(STATUSES) as WorkflowState[]).flatMap((state) =>
    STATUSES[state].map((status) => [status, state] as const),
  ),
);

export function statusesOf(state: WorkflowState): WorkflowStatusString[] {
  return [...STATUSES[state]];
}

/** @throws Error on a word this version of the engine did not have */
export function stateOf(status: string): WorkflowState {
  const state = STATES.get(status);
  if (state === undefined) throw new Error(`unknown workflow status ${status}`);
  return state;
}

export const endedStatuses: WorkflowStatusString[] = [...STATUSES.SUCCEEDED, ...STATUSES.FAILED, ...STATUSES.CANCELLED];
