import { type ExecutionCheck, refuse } from "./execution-context.js";

/** The operation exists, is still open, and its state fits the kind of the report. */
export const checkOperation: ExecutionCheck = (report, { order, operations }) => {
  const operation = operations.find((candidate) => candidate.operationNumber === report.operationNumber);
  const name = `operation ${report.operationNumber} of order ${order.plantCode}/${order.orderNumber}`;
  if (operation === undefined) {
    const known = operations.map((candidate) => candidate.operationNumber).join(", ");
    return [refuse("OPERATION_UNKNOWN", "/operationNumber", `There is no ${name}.`, `Report one of ${known}.`)];
  }
  if (operation.isFinal) {
    const message = `The last report of ${name} is already in.`;
    return [refuse("OPERATION_FINAL", "/operationNumber", message, "Reverse the final report first.")];
  }
  if (report.kind === "RESUME" && operation.state !== "PAUSED") {
    const message = `The ${name} is ${operation.state}, not PAUSED.`;
    return [refuse("OPERATION_NOT_PAUSED", "/kind", message, "Send PAUSE before RESUME.")];
  }
  if (report.kind === "PAUSE" && operation.state !== "RUNNING") {
    const message = `The ${name} is ${operation.state}, not RUNNING.`;
    return [refuse("OPERATION_NOT_RUNNING", "/kind", message, "Send START before PAUSE.")];
  }
  return [];
};
