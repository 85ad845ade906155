import { type ContractObject, isObject, objectAt, resolved, textAt } from "../contract-object.js";
import type { DescribedContract } from "../served-contracts.js";
import { contractHeading } from "./contract-heading.js";
import { type Html, html } from "./html.js";
import { messageView } from "./message-view.js";
import { pageFrame } from "./page-frame.js";
import { descriptionOf, schemaView } from "./schema-view.js";

/** Page of an AsyncAPI contract: its channels, the messages of each, and the schemas they share. Needs no script. */
export function eventsPage(contract: DescribedContract): string {
  const document = contract.document();
  const channels = members(document, "channels");
  const schemas = members(objectAt(document, "components"), "schemas");
  return pageFrame(
    `${contract.title} ${contract.line.major}`,
    html`${contractHeading(contract)} ${descriptionOf(objectAt(document, "info"))}
      <h2>Channels</h2>
      <ul>
        ${channels.map(([name, channel]) => html`<li><a href="#channel-${name}">${textAt(channel, "address") ?? name}</a></li>`)}
      </ul>
      ${channels.map(([name, channel]) => channelView(document, name, channel))}
      <h2>Schemas</h2>
      ${schemas.map(
        ([name, schema]) =>
          html`<section>
            <h3 id="schema-${name}">${name}</h3>
            ${schemaView(schema, name, document)}
          </section>`,
      )}`,
  );
}

function channelView(document: ContractObject, name: string, channel: ContractObject): Html {
  const messages = members(channel, "messages").map(([key, message]) => [key, resolved(document, message)] as const);
  return html`<section>
    <h3 id="channel-${name}">${name}</h3>
    <p>Address: <code>${textAt(channel, "address") ?? name}</code></p>
    ${descriptionOf(channel)} ${messages.map(([key, message]) => messageView(key, message, document))}
  </section> `;
}

function members(value: ContractObject, member: string): readonly (readonly [string, ContractObject])[] {
  return Object.entries(objectAt(value, member)).flatMap(([name, found]) =>
    isObject(found) ? [[name, found] as const] : [],
  );
}
