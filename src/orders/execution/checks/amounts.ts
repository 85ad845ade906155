import { amountOf } from "../../../kernel/quantity.js";
import { ZERO, compare, parseDecimal } from "../../../kernel/rational.js";
import { isFinal } from "../../confirmation-report.js";
import { checkUnit } from "./check-unit.js";
import { type ExecutionCheck, refuse } from "./execution-context.js";

/** Yield, scrap and rework can be said in the unit of the order; zero is for the end of an operation only. */
export const checkAmounts: ExecutionCheck = (report, { order, operations, convert }) =>
  (["yield", "scrap", "rework"] as const).flatMap((member) => {
    const quantity = report[member];
    if (quantity === undefined) return [];
    const amount = convert(quantity, order.unit, order.document.material.number);
    const soFar = largestTotal(member, [
      order,
      ...operations.filter(({ operationNumber }) => operationNumber === report.operationNumber),
    ]);
    const unitFindings = checkUnit(amount, quantity, order.unit, `/${member}`, soFar);
    if (unitFindings.length > 0) return unitFindings;
    if (isFinal(report) || compare(amountOf(quantity), ZERO) > 0) return [];
    const message = `${member} is 0, which only the final report may say.`;
    return [refuse("BAD_QUANTITY", `/${member}/value`, message, `Leave ${member} out.`)];
  });

type Member = "yield" | "scrap" | "rework";

/** Yield adds up in the operation, and in the order for the last one only; scrap and rework add up in both. */
function largestTotal(member: Member, totals: readonly Readonly<Record<Member, string>>[]): string {
  const amounts = totals.map((total) => total[member]);
  return amounts.reduce((a, b) => (compare(parseDecimal(a), parseDecimal(b)) < 0 ? b : a), "0");
}
