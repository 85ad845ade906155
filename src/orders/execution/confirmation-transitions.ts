import { type ConfirmationReport, isFinal } from "../confirmation-report.js";
import type { OperationState, OrderState } from "../states.js";

/** The states an operation passes through because of a report, in order; empty when it stays where it is. */
export function operationPath(from: OperationState, report: ConfirmationReport): OperationState[] {
  if (report.kind === "PAUSE") return ["PAUSED"];
  const path: OperationState[] = [];
  if (from === "WAITING") path.push("READY", "RUNNING");
  if (from === "READY" || from === "PAUSED") path.push("RUNNING");
  if (isFinal(report)) path.push("COMPLETED");
  return path;
}

/**
 * The state an order passes to because of a report (domain §3.4): the first start makes it RUNNING, the pause of the
 * last running operation SUSPENDED, and any work on it RUNNING again. COMPLETED comes from the completion guard.
 * @param isAnyRunning whether an operation runs after the report
 */
export function orderStateAfter(from: OrderState, report: ConfirmationReport, isAnyRunning: boolean): OrderState {
  if (report.kind === "PAUSE") return from === "RUNNING" && !isAnyRunning ? "SUSPENDED" : from;
  return from === "READY" || from === "SUSPENDED" ? "RUNNING" : from;
}

const EVENT_BY_KIND = {
  START: "operation-confirmation.started",
  PAUSE: "operation-confirmation.paused",
  RESUME: "operation-confirmation.resumed",
  PARTIAL: "operation-confirmation.partial",
  COMPLETE: "operation-confirmation.completed",
} as const;

/** Name of the event that tells of an applied report. */
export const confirmationEvent = (report: ConfirmationReport): string => EVENT_BY_KIND[report.kind];
