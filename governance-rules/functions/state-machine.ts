import { dereference } from "./reading/dereference.js";
import { type Judgement, judgement } from "./reading/judgement.js";
import { schemaPlaces } from "./reading/schema-places.js";
import { extensionOf, listOf, objectOf } from "./reading/values.js";

/** A status says which state machine its values belong to. */
export default function stateMachine(target: unknown): Judgement {
  const states = schemaPlaces(target).flatMap(({ schema, path }) =>
    Object.entries(objectOf(schema["properties"]))
      .filter(([name]) => /(^s|S)(tate|tatus)$/.test(name))
      .map(([name, property]) => dereference(target, property, [...path, "properties", name]))
      .filter(({ value }) => listOf(objectOf(value)["enum"]).length > 1),
  );
  const unique = [...new Map(states.map((state) => [state.value, state])).values()];
  const results = unique
    .filter(({ value }) => extensionOf(value)["states"] === undefined && objectOf(value)["x-states"] === undefined)
    .map(({ path }) => ({ message: "the values name no state machine (x-interlock.states)", path }));
  return judgement(results, unique.length);
}
