/** The day of an instant in UTC, RFC 3339 full-date: `2027-06-30`. */
export function fullDateOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
