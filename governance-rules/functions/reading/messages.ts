import { dereference } from "./dereference.js";
import { isObject, type Members, objectOf, type Path } from "./values.js";

/** An AsyncAPI message where it is written out. */
export interface Message {
  readonly key: string;
  readonly value: Members;
  readonly path: Path;
}

/** Messages of an AsyncAPI 3 or 2 document; a reference to one is not a second message. */
export function messagesOf(root: unknown): Message[] {
  const document = objectOf(root);
  const found = entries(objectOf(document["components"])["messages"], ["components", "messages"]);
  for (const [channel, value] of Object.entries(objectOf(document["channels"]))) {
    found.push(...entries(objectOf(value)["messages"], ["channels", channel, "messages"]));
    for (const action of ["publish", "subscribe"]) {
      const message = objectOf(objectOf(value)[action])["message"];
      found.push(...entries({ [channel]: message }, ["channels", channel, action], "message"));
    }
  }
  return found;
}

/** Schema of a message's payload; AsyncAPI 3 may wrap it together with its schemaFormat. */
export function payloadOf(message: Message): { readonly value: unknown; readonly path: Path } | undefined {
  const payload = objectOf(message.value["payload"]);
  const isWrapped = typeof payload["schemaFormat"] === "string" && "schema" in payload;
  if (isWrapped) return { value: payload["schema"], path: [...message.path, "payload", "schema"] };
  return isObject(message.value["payload"]) ? { value: payload, path: [...message.path, "payload"] } : undefined;
}

/** Properties of a schema together with those of its `allOf` parts. */
export function propertiesOf(root: unknown, schema: unknown, depth = 0): Readonly<Record<string, unknown>> {
  const { value } = dereference(root, schema);
  const own = objectOf(value);
  const parts = Array.isArray(own["allOf"]) && depth < 20 ? (own["allOf"] as unknown[]) : [];
  const inherited = parts.map((part) => propertiesOf(root, part, depth + 1));
  return Object.assign({}, ...inherited, objectOf(own["properties"])) as Record<string, unknown>;
}

function entries(container: unknown, path: Path, fixedKey?: string): Message[] {
  return Object.entries(objectOf(container))
    .filter(([, value]) => isObject(value) && typeof value["$ref"] !== "string")
    .map(([key, value]) => ({ key, value: objectOf(value), path: [...path, fixedKey ?? key] }));
}
