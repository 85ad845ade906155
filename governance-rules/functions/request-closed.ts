import { type Judgement, judgement } from "./reading/judgement.js";
import { schemaPlaces, type SchemaPlace } from "./reading/schema-places.js";
import { extensionOf } from "./reading/values.js";

/** What a caller sends is closed, or says that it is open: a mistyped member must not vanish unseen. */
export default function requestClosed(target: unknown): Judgement {
  const places = schemaPlaces(target).filter(isWholeObject);
  const results = places
    .filter(({ schema }) => !hasStance(schema))
    .map(({ path }) => ({ message: "additionalProperties is left open without saying so", path }));
  return judgement(results, places.length);
}

/** An object that is sent as it stands, not a part of an allOf that its owner closes. */
function isWholeObject({ schema, uses, reachedBy }: SchemaPlace): boolean {
  const isObject = schema["type"] === "object" || schema["properties"] !== undefined;
  const isPart = [...reachedBy].every((keyword) => keyword === "allOf" || keyword === "component");
  return isObject && uses.has("request") && !isPart;
}

function hasStance(schema: SchemaPlace["schema"]): boolean {
  const { additionalProperties, unevaluatedProperties } = schema;
  const isSaid = additionalProperties !== undefined || unevaluatedProperties !== undefined;
  return isSaid || extensionOf(schema)["extensible"] === true || schema["x-extensible"] === true;
}
