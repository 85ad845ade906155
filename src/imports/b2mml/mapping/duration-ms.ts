const DURATION = /^P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/;
const WEEK_MS = 604_800_000;
const DAY_MS = 86_400_000;

/** Milliseconds of an ISO 8601 duration; undefined for years and months, whose length depends on the date. */
export function durationMs(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (match === null || /^P$|T$/.test(text)) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return weeks * WEEK_MS + days * DAY_MS + hours * 3_600_000 + minutes * 60_000 + seconds * 1000;
}
