import { type Judgement, judgement } from "./reading/judgement.js";
import { isLengthBounded } from "./reading/patterns.js";
import { isOfType, schemaPlaces } from "./reading/schema-places.js";
import { textOf } from "./reading/values.js";

const BOUNDED_FORMATS = ["date", "date-time", "time", "duration", "uuid", "ipv4", "ipv6", "email", "hostname"];

/** No string is without a length: OWASP API4 asks for it, and so does every column it is stored in. */
export default function stringLimit(target: unknown): Judgement {
  const places = schemaPlaces(target).filter(({ schema }) => isOfType(schema, "string"));
  const results = places
    .filter(({ schema }) => !isBounded(schema))
    .map(({ path }) => ({ message: "the string has no maxLength, enum, const, format or bounded pattern", path }));
  return judgement(results, places.length);
}

function isBounded(schema: Readonly<Record<string, unknown>>): boolean {
  const { maxLength, enum: values, const: constant, pattern, format } = schema;
  if (typeof maxLength === "number" || Array.isArray(values) || constant !== undefined) return true;
  return BOUNDED_FORMATS.includes(textOf(format)) || isLengthBounded(textOf(pattern));
}
