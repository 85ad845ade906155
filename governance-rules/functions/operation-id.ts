import { type Judgement, judgement, type Result } from "./reading/judgement.js";
import { operationsOf } from "./reading/operations.js";
import { objectOf, type Path, textOf } from "./reading/values.js";

/** Every operation has an id of its own that says what it does, verb first, in camelCase. */
export default function operationId(target: unknown): Judgement {
  const found = [...openapiIds(target), ...asyncapiIds(target)];
  const seen = new Map<string, Path>();
  const results = found.flatMap(({ id, path }): Result[] => {
    const earlier = seen.get(id);
    seen.set(id, path);
    if (id === "") return [{ message: "operationId is missing", path }];
    if (!/^[a-z]+[A-Z][A-Za-z0-9]*$/.test(id)) return [{ message: `${id} is not verbNoun in camelCase`, path }];
    return earlier === undefined ? [] : [{ message: `${id} is used by ${earlier.join("/")} too`, path }];
  });
  return judgement(results, found.length);
}

function openapiIds(target: unknown): { id: string; path: Path }[] {
  return operationsOf(target).map(({ value, path }) => {
    const id = textOf(value["operationId"]);
    return { id, path: id === "" ? path : [...path, "operationId"] };
  });
}

/** AsyncAPI 3 names operations by their key, AsyncAPI 2 by an operationId inside the channel. */
function asyncapiIds(target: unknown): { id: string; path: Path }[] {
  const document = objectOf(target);
  const named = Object.keys(objectOf(document["operations"])).map((id) => ({ id, path: ["operations", id] }));
  const inChannels = Object.entries(objectOf(document["channels"])).flatMap(([channel, value]) =>
    ["publish", "subscribe"]
      .filter((action) => objectOf(value)[action] !== undefined)
      .map((action) => ({
        id: textOf(objectOf(objectOf(value)[action])["operationId"]),
        path: ["channels", channel, action],
      })),
  );
  return [...named, ...inChannels];
}
