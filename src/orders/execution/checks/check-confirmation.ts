import type { Finding } from "../../../kernel/finding.js";
import type { ConfirmationReport } from "../../confirmation-report.js";
import { checkAmounts } from "./amounts.js";
import { checkConsumption } from "./consumption.js";
import { checkEventTime } from "./event-time.js";
import type { ExecutionCheck, ExecutionContext } from "./execution-context.js";
import { checkHandlingUnits } from "./handling-units.js";
import { checkOperation } from "./operation.js";
import { checkOverTolerance } from "./over-tolerance.js";
import { checkProducedLots } from "./produced-lots.js";
import { checkReasonCodes } from "./reason-codes.js";
import { checkUnderTolerance } from "./under-tolerance.js";

const CHECKS: readonly ExecutionCheck[] = [
  checkOperation,
  checkEventTime,
  checkAmounts,
  checkReasonCodes,
  checkConsumption,
  checkProducedLots,
  checkHandlingUnits,
  checkOverTolerance,
  checkUnderTolerance,
];

/** Every check of domain §5(b) 3 and 5 on one report. */
export function checkConfirmation(report: ConfirmationReport, context: ExecutionContext): Finding[] {
  return CHECKS.flatMap((check) => check(report, context));
}
