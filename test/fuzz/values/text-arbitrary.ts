import fc from "fast-check";
import type { JsonObject } from "../../../src/gateway/json-value.js";

/** Text longer than this says nothing new unless a schema asks for it. */
const LENGTH_MAX = 40;

const pad = (value: number, digits = 2): string => String(value).padStart(digits, "0");

const date = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, day]) => `${pad(year, 4)}-${pad(month)}-${pad(day)}`);

const offset = fc.constantFrom("Z", "+00:00", "-11:30", "+14:00");
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute, second]) => `${pad(hour)}:${pad(minute)}:${pad(second)}`);
const fraction = fc.oneof(fc.constant(""), fc.stringMatching(/^\.[0-9]{1,9}$/));

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date,
  "date-time": fc
    .tuple(date, time, fraction, offset)
    .map(([day, clock, part, zone]) => `${day}T${clock}${part}${zone}`),
  duration: fc.constantFrom("PT0S", "PT1H30M", "P1D", "P3W", "P1Y2M3DT4H5M6S"),
  uuid: fc.uuid(),
  uri: fc.webUrl(),
  email: fc.emailAddress(),
};

/** Valid text of a schema of type string. */
export function textArbitrary({ pattern, format, minLength, maxLength }: JsonObject): fc.Arbitrary<string> {
  const min = typeof minLength === "number" ? minLength : 0;
  const max = typeof maxLength === "number" ? maxLength : Math.max(LENGTH_MAX, min);
  // JSON Schema counts code points.
  const isFitting = (text: string): boolean => {
    const length = Array.from(text).length;
    return length >= min && length <= max;
  };
  if (typeof pattern === "string") return fc.stringMatching(new RegExp(pattern, "u")).filter(isFitting);
  const made = typeof format === "string" ? FORMATS[format] : undefined;
  if (made !== undefined) return made.filter(isFitting);
  const sizes = { minLength: min, maxLength: Math.min(max, Math.max(LENGTH_MAX, min)) };
  const short = fc.string({ ...sizes, unit: "grapheme" }).filter(isFitting);
  if (max > 2000) return short;
  // The longest text of all is what a column or a buffer is too short for.
  return fc.oneof({ weight: 9, arbitrary: short }, { weight: 1, arbitrary: fc.constant("x".repeat(max)) });
}
