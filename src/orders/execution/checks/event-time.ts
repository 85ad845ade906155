import { instantOf } from "../../../plants/public.js";
import { type ExecutionCheck, refuse } from "./execution-context.js";

/**
 * The report is not from the future and not older than its order (domain §2b 11). An order released after the fact has its planned start in
 * the past, and what happened since then is not too early; so the bound is the earlier of release and planned start.
 */
export const checkEventTime: ExecutionCheck = (report, { order, profile, now }) => {
  const bound = Math.min(order.releasedAt.getTime(), instantOf(order.document.plannedStart).getTime());
  const skewMs = profile.tolerances.clockSkewSeconds * 1000;
  const occurredMs = instantOf(report.occurredAt).getTime();
  if (occurredMs > now.getTime() + skewMs) {
    const message = `occurredAt ${report.occurredAt} lies in the future by more than the plant's clock tolerance.`;
    return [
      refuse("BAD_TIME", "/occurredAt", message, "Check the clock of the MES; the ERP would book under that day."),
    ];
  }
  if (occurredMs >= bound - skewMs) return [];
  const message = `occurredAt ${report.occurredAt} is before the order was released or planned to start.`;
  const fix = "Check the clock of the MES, or release the order with its real planned start.";
  return [refuse("EVENT_BEFORE_RELEASE", "/occurredAt", message, fix)];
};
