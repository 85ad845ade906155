const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const YEAR_MIN = 1900;

/**
 * Reads an RFC 3339 time; undefined for anything else. Days that do not exist are refused (JavaScript would roll them
 * over), and so are leap seconds and times before 1900, which Postgres or JavaScript cannot keep.
 */
export function parseInstant(text: string): Date | undefined {
  const match = INSTANT.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number);
  const isRealDay = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month >= 1 && month <= 12;
  const instant = new Date(text);
  return isRealDay && instant.getUTCFullYear() >= YEAR_MIN ? instant : undefined; // NaN is not >= 1900 either.
}

/** The instant of an RFC 3339 time that a contract has let through; a leap second is taken for the second before it. */
export function instantOf(text: string): Date {
  return new Date(text.replace(/:60(?=[.Z+-])/, ":59"));
}
