import { instantOf } from "../../plants/public.js";
import type { ConfirmationReport } from "../confirmation-report.js";

/** Calendar date the ERP books under, YYYY-MM-DD: the reported one, else the day it happened in the plant. */
export function postingDateOf(report: Pick<ConfirmationReport, "postingDate" | "occurredAt">, timeZone: string): string {
  return report.postingDate ?? calendarDate(instantOf(report.occurredAt), timeZone);
}

function calendarDate(instant: Date, timeZone: string): string {
  // The Canadian locale writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(instant);
}
