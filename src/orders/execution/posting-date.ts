import { instantOf, plantDate } from "../../plants/public.js";
import type { ConfirmationReport } from "../confirmation-report.js";

/** Calendar date the ERP books under, YYYY-MM-DD: the reported one, else the day it happened in the plant. */
export function postingDateOf(
  report: Pick<ConfirmationReport, "postingDate" | "occurredAt">,
  timeZone: string,
): string {
  return report.postingDate ?? plantDate(instantOf(report.occurredAt), timeZone);
}
