import { type Judgement, judgement } from "./reading/judgement.js";
import { schemaPlaces } from "./reading/schema-places.js";
import { extensionOf, listOf, textOf } from "./reading/values.js";

/** A set of values that answers or events carry says what a reader does with one that is new. */
export default function enumExtensible(target: unknown): Judgement {
  const places = schemaPlaces(target).filter(
    ({ schema, uses }) => listOf(schema["enum"]).length > 1 && (uses.has("response") || uses.has("message")),
  );
  const results = places
    .filter(({ schema }) => !hasPolicy(schema))
    .map(({ path }) => ({ message: "the enum says nothing about values that come later", path }));
  return judgement(results, places.length);
}

function hasPolicy(schema: Readonly<Record<string, unknown>>): boolean {
  const isListed = Array.isArray(schema["x-extensible-enum"]) || listOf(schema["enum"]).includes("UNKNOWN");
  return isListed || ["reject", "ignore", "treat-as-unknown"].includes(textOf(extensionOf(schema)["unknownValues"]));
}
