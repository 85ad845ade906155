import { add, compare, multiply, parseDecimal, rational } from "../../../kernel/rational.js";
import { isFinal } from "../../confirmation-report.js";
import { type ExecutionCheck, refuse } from "./execution-context.js";

/**
 * Under-production at the end of the last operation. It is told, never blocked: what was not made was not made, and the
 * order is completed by what was received of its yield (complete-order.ts).
 */
export const checkUnderTolerance: ExecutionCheck = (report, { order, operations, profile, convert }) => {
  if (!isFinal(report) || operations.at(-1)?.operationNumber !== report.operationNumber) return [];
  const reported =
    report.yield === undefined ? parseDecimal("0") : convert(report.yield, order.unit, order.document.material.number);
  if (reported === undefined) return [];
  const percent = parseDecimal(String(order.document.underTolerancePct ?? profile.tolerances.underPct));
  const share = add(rational(1n), rational(-percent.num, percent.den * 100n));
  if (compare(add(parseDecimal(order.yield), reported), multiply(parseDecimal(order.quantity), share)) >= 0) return [];
  const message = `With its last report the yield stays below ${order.quantity} ${order.unit} by more than the tolerance.`;
  const fix = "Correct the yield, or have the ERP lower the quantity of the order.";
  return [{ ...refuse("UNDER_TOLERANCE", "/yield", message, fix), severity: "WARN" }];
};
