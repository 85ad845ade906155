import { type ContractReader, type Place } from "./contract-document.js";
import { textAt } from "./json.js";
import type { MessageInteraction } from "./pact-interaction.js";
import type { UsedInteraction } from "./used-interaction.js";
import { UsedPlaces } from "./used-places.js";

/**
 * Where a message touches an AsyncAPI 3 document; undefined when the document has no such operation. What the owner
 * of the contract sends is what the consumer reads.
 */
export function placesOfMessage(reader: ContractReader, interaction: MessageInteraction): UsedInteraction | undefined {
  const { operationId, contents } = interaction;
  if (operationId === undefined) return undefined;
  const operation = reader.member(reader.root, "operations", operationId);
  const action = textAt(operation.value, "action");
  if (action === undefined) return undefined;
  const [request, response] = [new UsedPlaces(reader), new UsedPlaces(reader)];
  const places = action === "receive" ? request : response;
  places.structure.add(operation.pointer);
  for (const message of messagesOf(reader, operation)) {
    places.structure.add(message.pointer);
    const payload = reader.member(message, "payload");
    if (contents.body !== undefined) places.addSchema(payload, contents.body);
  }
  return { user: `${action} ${operationId}`, request, response, sent: new Set(), read: new Set(), status: undefined };
}

/** The messages an operation lists, else all of its channel's (AsyncAPI 3.0 Operation Object). */
function messagesOf(reader: ContractReader, operation: Place): readonly Place[] {
  const listed = reader.members(reader.member(operation, "messages"));
  const all = listed.length > 0 ? listed : reader.members(reader.member(operation, "channel", "messages"));
  return all.map(([, message]) => message);
}
