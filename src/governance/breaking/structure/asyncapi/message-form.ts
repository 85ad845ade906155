import type { Cursor } from "../cursor.js";
import type { MessageForm } from "../subjects.js";

/** Schema languages the core reads; what is written in another one can only be equal or undecided. */
const JSON_SCHEMA = /^application\/(vnd\.aai\.asyncapi|schema|vnd\.oai\.openapi)(\+json|\+yaml)?$/;

/** Traits add what the message itself does not say (AsyncAPI 3.0 traits: the target's own members win). */
export function traited(message: Cursor, name: string): Cursor {
  return traitHolder(message, name).at(name);
}

/** The message, or the last of its traits that says it in its place. */
export function traitHolder(message: Cursor, name: string): Cursor {
  const trait = message
    .at("traits")
    .items()
    .findLast((candidate) => candidate.has(name));
  return message.has(name) ? message : (trait ?? message);
}

export function messageForm(message: Cursor, root: Cursor): MessageForm {
  const payload = payloadSchema(message);
  const contentType = traited(message, "contentType").value ?? root.text("defaultContentType");
  return {
    contentType: typeof contentType === "string" ? contentType : undefined,
    correlationId: traited(message, "correlationId"),
    cloudEventType: fixedValue(payload, ["type"]) ?? fixedValue(traited(message, "headers"), ["ce-type", "ce_type"]),
    schemaLanguage: schemaLanguage(message),
    payload,
  };
}

/** A payload is a schema, or an object that names the schema's language beside it (Multi Format Schema Object). */
function payloadSchema(message: Cursor): Cursor {
  const payload = message.at("payload");
  return payload.has("schemaFormat") ? payload.at("schema") : payload;
}

/** What holds the payload's schema, and under which name. */
export function payloadPlace(message: Cursor): { readonly holder: Cursor; readonly member: string } {
  const payload = message.at("payload");
  return payload.has("schemaFormat") ? { holder: payload, member: "schema" } : { holder: message, member: "payload" };
}

function schemaLanguage(message: Cursor): string {
  const format = message.at("payload").text("schemaFormat") ?? message.text("schemaFormat");
  const essence = format?.split(";")[0]?.trim().toLowerCase();
  return essence === undefined || JSON_SCHEMA.test(essence) ? "json-schema" : essence;
}

/** The one value a schema fixes for a property, directly or in a part of its `allOf`. */
function fixedValue(schema: Cursor, names: readonly string[]): string | undefined {
  for (const part of [schema, ...schema.at("allOf").items()]) {
    for (const name of names) {
      const property = part.at("properties").at(name);
      const value =
        property.at("const").value ??
        (property.at("enum").items().length === 1 ? property.at("enum").at(0).value : undefined);
      if (typeof value === "string") return value;
    }
  }
  return undefined;
}
