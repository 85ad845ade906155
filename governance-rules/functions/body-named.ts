import { dereference } from "./reading/dereference.js";
import { type Judgement, judgement } from "./reading/judgement.js";
import { messagesOf, payloadOf } from "./reading/messages.js";
import { operationsOf, responsesOf } from "./reading/operations.js";
import { listOf, objectOf, type Path, uniquePlaces } from "./reading/values.js";

/** Bodies of requests, answers and events are named components, so that code and people can speak of them. */
export default function bodyNamed(target: unknown): Judgement {
  const bodies = uniquePlaces([...httpBodies(target), ...payloads(target)]);
  const results = bodies
    .filter(({ schema }) => !isNamed(schema))
    .map(({ path }) => ({ message: "the body is written inline", path }));
  return judgement(results, bodies.length);
}

interface Body {
  readonly schema: unknown;
  readonly path: Path;
}

function httpBodies(root: unknown): Body[] {
  return operationsOf(root).flatMap((operation) => {
    const asked = { value: operation.value["requestBody"], path: [...operation.path, "requestBody"] };
    const answers = responsesOf(root, operation).map(({ value, writtenAt }) => ({ value, path: writtenAt }));
    return [asked, ...answers].flatMap(({ value, path }) => contents(root, value, path));
  });
}

function contents(root: unknown, holder: unknown, path: Path): Body[] {
  const located = dereference(root, holder, path);
  return Object.entries(objectOf(objectOf(located.value)["content"])).flatMap(([type, media]) => {
    const schema = objectOf(media)["schema"];
    return schema === undefined ? [] : [{ schema, path: [...located.path, "content", type, "schema"] }];
  });
}

function payloads(root: unknown): Body[] {
  return messagesOf(root).flatMap((message) => {
    const payload = payloadOf(message);
    return payload === undefined ? [] : [{ schema: payload.value, path: payload.path }];
  });
}

/** A reference, or an envelope composed of references; a plain scalar needs no name. */
function isNamed(schema: unknown): boolean {
  const value = objectOf(schema);
  if (typeof value["$ref"] === "string") return true;
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => listOf(value[keyword]));
  if (parts.some((part) => typeof objectOf(part)["$ref"] === "string")) return true;
  return value["type"] !== "object" && value["type"] !== "array" && value["properties"] === undefined;
}
