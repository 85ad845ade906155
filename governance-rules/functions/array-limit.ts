import { type Judgement, judgement } from "./reading/judgement.js";
import { isOfType, schemaPlaces } from "./reading/schema-places.js";

/** No list is without an end. */
export default function arrayLimit(target: unknown): Judgement {
  const places = schemaPlaces(target).filter(({ schema }) => isOfType(schema, "array"));
  const results = places
    .filter(({ schema }) => typeof schema["maxItems"] !== "number")
    .map(({ path }) => ({ message: "the array has no maxItems", path }));
  return judgement(results, places.length);
}
