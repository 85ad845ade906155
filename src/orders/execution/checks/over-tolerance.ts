import { type Rational, add, compare, multiply, parseDecimal, rational } from "../../../kernel/rational.js";
import { type ExecutionCheck, refuse } from "./execution-context.js";

/** Over-production of the last operation, which makes the product (domain §2b 7); the plant warns or blocks. */
export const checkOverTolerance: ExecutionCheck = (report, { order, operations, profile, convert }) => {
  if (report.yield === undefined || operations.at(-1)?.operationNumber !== report.operationNumber) return [];
  const reported = convert(report.yield, order.unit, order.document.material.number);
  if (reported === undefined) return [];
  const percent = order.document.overTolerancePct ?? profile.tolerances.overPct;
  const limit = multiply(parseDecimal(order.quantity), add(rational(1n), hundredth(percent)));
  if (compare(add(parseDecimal(order.yield), reported), limit) <= 0) return [];
  const severity = profile.tolerances.overTolerance === "BLOCK" ? "ERROR" : "WARN";
  const message = `With this report the yield exceeds ${order.quantity} ${order.unit} by more than ${percent} %.`;
  const fix = "Correct the yield, or release a revision with a larger quantity.";
  return [{ ...refuse("OVER_TOLERANCE", "/yield", message, fix), severity }];
};

function hundredth(percent: number): Rational {
  const exact = parseDecimal(String(percent));
  return rational(exact.num, exact.den * 100n);
}
