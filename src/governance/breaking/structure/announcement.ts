import type { Cursor } from "./cursor.js";

const DAY_MS = 86_400_000;

/** An ISO date, an RFC 3339 instant, or the IMF-fixdate the Sunset field carries (RFC 8594 §3, RFC 9110 §5.6.7). */
const DATE_FORMS: readonly RegExp[] = [
  /^\d{4}-\d{2}-\d{2}$/,
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i,
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
];

/** How the end of a thing is announced: `deprecated`, and the day it goes in `x-sunset` (or `x-interlock.sunset`). */
export interface Announcement {
  readonly isDeprecated: boolean;
  readonly sunsetText: string | undefined;
  /** Days since 1970-01-01; undefined where no sunset is given or its text is no date. */
  readonly sunsetDay: number | undefined;
}

export function announcementOf(place: Cursor): Announcement {
  const value = place.at("x-sunset").value ?? place.at("x-interlock").at("sunset").value;
  const sunsetText = typeof value === "string" ? value : JSON.stringify(value);
  return { isDeprecated: place.isTrue("deprecated"), sunsetText, sunsetDay: dayOf(sunsetText) };
}

/** Days since 1970-01-01 of a date in one of the known forms. */
export function dayOf(text: string | undefined): number | undefined {
  if (text === undefined || !DATE_FORMS.some((form) => form.test(text))) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : Math.floor(ms / DAY_MS);
}

/**
 * The day the thing was deprecated, as RFC 9745 writes it (`@1688169599`, seconds since 1970) or as a date, in
 * `x-deprecation` or `x-interlock.deprecation`.
 */
export function deprecationDay(place: Cursor): number | undefined {
  const value = place.at("x-deprecation").value ?? place.at("x-interlock").at("deprecation").value;
  const seconds = /^@(-?\d+)$/.exec(String(value))?.[1];
  return seconds === undefined ? dayOf(String(value)) : Math.floor((Number(seconds) * 1000) / DAY_MS);
}

/** How well the removal of a thing was announced, on the day of the comparison. */
export type Removal =
  "unannounced" | "without-sunset" | "sunset-unreadable" | "before-sunset" | "after-sunset" | "undated";

/** `undated`: nobody said which day it is, so whether the sunset has passed is not known. */
export function removalOf(removed: Cursor, today: string | undefined): Removal {
  const { isDeprecated, sunsetText, sunsetDay } = announcementOf(removed);
  if (!isDeprecated) return "unannounced";
  if (sunsetText === undefined) return "without-sunset";
  if (sunsetDay === undefined) return "sunset-unreadable";
  const day = dayOf(today);
  if (day === undefined) return "undated";
  return day < sunsetDay ? "before-sunset" : "after-sunset";
}
