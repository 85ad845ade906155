/** Calendar date of an instant in a plant's time zone, YYYY-MM-DD. */
export function plantDate(instant: Date, timeZone: string): string {
  // The Canadian locale writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    instant,
  );
}
