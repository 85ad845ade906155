import { type Judgement, judgement } from "./reading/judgement.js";
import { schemaPlaces } from "./reading/schema-places.js";
import { objectOf } from "./reading/values.js";

/** Members of bodies are camelCase; attributes of a CloudEvents envelope are lower case, which is camelCase too. */
export default function nameJsonCamel(target: unknown): Judgement {
  const named = schemaPlaces(target).flatMap(({ schema, path }) =>
    Object.keys(objectOf(schema["properties"])).map((name) => ({ name, path: [...path, "properties", name] })),
  );
  const results = named
    .filter(({ name }) => !/^[a-z][A-Za-z0-9]*$/.test(name))
    .map(({ name, path }) => ({ message: `the member ${name} is not camelCase`, path }));
  return judgement(results, named.length);
}
