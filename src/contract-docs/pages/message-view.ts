import { type ContractObject, isObject, objectAt, textAt } from "../contract-object.js";
import { type Html, html } from "./html.js";
import { descriptionOf, schemaView } from "./schema-view.js";

/** One message of a channel: what it promises, its members and an example. */
export function messageView(name: string, message: ContractObject, document: ContractObject): Html {
  const type = textAt(message, "contentType") ?? textAt(document, "defaultContentType") ?? "not stated";
  return html`<h4>Message ${textAt(message, "title") ?? name}</h4>
    ${descriptionOf(message)}
    <p>Media type: <code>${type}</code></p>
    ${promisesOf(objectAt(message, "x-interlock"))}
    ${schemaView(payloadSchema(message), `the message ${name}`, document)} ${examplesOf(message)}`;
}

/** A payload may name the format of its schema (AsyncAPI 3.0, Multi Format Schema Object). */
function payloadSchema(message: ContractObject): ContractObject {
  const payload = objectAt(message, "payload");
  return "schemaFormat" in payload ? objectAt(payload, "schema") : payload;
}

/** Owner, authority, class, ordering, de-duplication and the time in which it arrives. */
function promisesOf(promises: ContractObject): Html | undefined {
  const rows = Object.entries(promises).flatMap(([name, value]) =>
    isObject(value)
      ? Object.entries(value).map(([part, its]) => [`${name}.${part}`, its] as const)
      : [[name, value] as const],
  );
  if (rows.length === 0) return undefined;
  return html`<dl>
    ${rows.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd><code>${shown(value)}</code></dd>
        </div>`,
    )}
  </dl>`;
}

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function examplesOf(message: ContractObject): readonly Html[] {
  return [message["examples"]]
    .flat()
    .filter(isObject)
    .map(
      (example) =>
        html`<details>
          <summary>Example ${textAt(example, "summary") ?? textAt(example, "name")}</summary>
          <pre tabindex="0">${JSON.stringify(example["payload"], undefined, 2)}</pre>
        </details>`,
    );
}
