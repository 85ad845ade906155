/** Days of the months, February as in a leap year. */
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The year 0000 of RFC 3339 is 1 BC, which no database of ours and no ERP writes so. */
const DATE = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
/** Up to nine fractional digits; second 60 is looked at again below. */
const DATE_TIME =
  /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
/** ISO 8601-2 form of RFC 3339 appendix A, with a decimal fraction allowed in the last number as ISO 8601 does. */
const DURATION = /^P(?!$)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d{1,9})?S)?)?)$/;

/** RFC 3339 full-date with the exact number of days of the month. */
export function isDate(text: string): boolean {
  return text.length === 10 && DATE.test(text) && hasDay(text);
}

/** RFC 3339 date-time, upper-case T and Z, an offset or Z, at most nine fractional digits; a leap second only at 23:59:60 UTC. */
export function isDateTime(text: string): boolean {
  return (
    text.length <= 35 && DATE_TIME.test(text) && hasDay(text) && (text.charCodeAt(17) !== 0x36 || isLeapSecond(text))
  );
}

/** ISO 8601 duration such as `PT1H30M`; weeks stand alone. */
export function isDuration(text: string): boolean {
  return text.length <= 60 && DURATION.test(text);
}

function hasDay(text: string): boolean {
  const day = Number(text.slice(8, 10));
  if (day <= 28) return true;
  const month = Number(text.slice(5, 7));
  if (month === 2 && day === 29) return isLeapYear(Number(text.slice(0, 4)));
  return day <= (MONTH_DAYS[month - 1] ?? 0);
}

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** RFC 3339 §5.6: the minute in UTC decides, so the offset is taken off first. */
function isLeapSecond(text: string): boolean {
  const minuteOfDay = Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16));
  if (text.endsWith("Z")) return minuteOfDay === 1439;
  const sign = text.at(-6) === "-" ? -1 : 1;
  const offset = sign * (Number(text.slice(-5, -3)) * 60 + Number(text.slice(-2)));
  return (minuteOfDay - offset + 2880) % 1440 === 1439;
}
