import { type Judgement, judgement } from "./reading/judgement.js";
import { isOfType, schemaPlaces } from "./reading/schema-places.js";

/** No number is without bounds, so that every reader knows which type holds it. */
export default function numberLimit(target: unknown): Judgement {
  const places = schemaPlaces(target).filter(({ schema }) => isOfType(schema, "number") || isOfType(schema, "integer"));
  const results = places
    .filter(({ schema }) => schema["enum"] === undefined && schema["const"] === undefined)
    .flatMap(({ schema, path }) => {
      const missing = [...lacks(schema, "inimum"), ...lacks(schema, "aximum")];
      return missing.length === 0 ? [] : [{ message: `the number has no ${missing.join(" and no ")}`, path }];
    });
  return judgement(results, places.length);
}

function lacks(schema: Readonly<Record<string, unknown>>, end: "inimum" | "aximum"): string[] {
  const name = end === "inimum" ? "minimum" : "maximum";
  const exclusive = end === "inimum" ? "exclusiveMinimum" : "exclusiveMaximum";
  return typeof schema[name] === "number" || typeof schema[exclusive] === "number" ? [] : [name];
}
