import { type ContractObject, isObject, textAt } from "../contract-object.js";
import { type Html, html } from "./html.js";
import { type SchemaMember, schemaMembers } from "./schema-members.js";

const SCHEMA_PREFIX = "#/components/schemas/";

/** A schema as a table of its members, with its full text to unfold for what a table cannot say. */
export function schemaView(schema: ContractObject, label: string, document: ContractObject): Html {
  const members = schemaMembers(schema, document);
  const table = html`<table aria-label="Members of ${label}">
    <thead>
      <tr>
        <th scope="col">Member</th>
        <th scope="col">Type</th>
        <th scope="col">Required</th>
        <th scope="col">Meaning</th>
      </tr>
    </thead>
    <tbody>
      ${members.map(memberRow)}
    </tbody>
  </table>`;
  return html`${descriptionOf(schema)}
    <p>Type: ${typeOf(schema)}</p>
    ${members.length === 0 ? undefined : table}
    <details>
      <summary>Schema of ${label} as JSON</summary>
      <pre tabindex="0">${JSON.stringify(schema, undefined, 2)}</pre>
    </details>`;
}

/** The description as a paragraph of plain text. */
export function descriptionOf(value: ContractObject): Html {
  const text = textAt(value, "description") ?? textAt(value, "summary");
  return text === undefined ? html`` : html`<p>${text}</p>`;
}

function memberRow({ name, schema, isRequired }: SchemaMember): Html {
  return html`<tr>
    <th scope="row"><code>${name}</code></th>
    <td>${typeOf(schema)}</td>
    <td>${isRequired ? "yes" : "no"}</td>
    <td>${textAt(schema, "description")}</td>
  </tr> `;
}

function typeOf(schema: ContractObject): Html {
  const reference = textAt(schema, "$ref");
  if (reference !== undefined) return referenceTo(reference);
  if ("const" in schema) return html`<code>${JSON.stringify(schema["const"])}</code>`;
  if (Array.isArray(schema["enum"])) return html`one of <code>${schema["enum"].map(String).join(", ")}</code>`;
  for (const combination of ["allOf", "oneOf", "anyOf"]) {
    const parts = schema[combination];
    if (Array.isArray(parts)) return combined(combination, parts.filter(isObject));
  }
  const items = isObject(schema["items"]) ? html` of ${typeOf(schema["items"])}` : undefined;
  const types = [schema["type"]].flat().filter((type) => typeof type === "string");
  const format = textAt(schema, "format");
  return html`${types.length === 0 ? "any" : types.join(" or ")}${format === undefined ? "" : ` (${format})`}${items}`;
}

function combined(combination: string, parts: readonly ContractObject[]): Html {
  const words = combination === "allOf" ? " and " : " or ";
  return html`${parts.map((part, index) => html`${index === 0 ? "" : words}${typeOf(part)}`)}`;
}

function referenceTo(reference: string): Html {
  if (!reference.startsWith(SCHEMA_PREFIX)) return html`<code>${reference}</code>`;
  const name = reference.slice(SCHEMA_PREFIX.length);
  return html`<a href="#schema-${name}">${name}</a>`;
}
