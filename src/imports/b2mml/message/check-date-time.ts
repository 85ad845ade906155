import type { FindingList } from "../finding-list.js";

/** RFC 3339 with at most nine fractional digits, as the contracts take it. */
const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** The date-time as it is written, or undefined with BAD_TIME; xs:dateTime without an offset says no instant. */
export function checkDateTime(text: string, pointer: string, findings: FindingList): string | undefined {
  if (DATE_TIME.test(text) && isCalendarDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text))) return text;
  return findings.refuse({
    code: "BAD_TIME",
    message: `"${text.slice(0, 60)}" is not a date-time with an offset.`,
    pointer,
    fix: "Write it as 2026-11-23T08:00:00Z or with an offset such as +01:00.",
  });
}

/** Date.parse rolls the 30th of February over; the text must survive the way there and back. */
function isCalendarDate(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}
