import type { Cursor } from "../cursor.js";
import type { MessageExchange, MessageOperation } from "./message-exchange.js";

/** In AsyncAPI 2 the operation is named from the client's side: what a client publishes, the owner receives. */
const ACTIONS = { publish: "receive", subscribe: "send" } as const;

export function readAsyncApi2(root: Cursor): MessageExchange {
  const channels = root.at("channels").entries();
  const operations = channels.flatMap(([name, channel]) => readOperations(name, channel));
  return {
    channels: new Map(channels.map(([name, channel]) => [name, { channel, address: name }])),
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    channelMessages: new Map(),
    idleNames: new Set(),
    serverUrls: root
      .at("servers")
      .entries()
      .map(([, server]) => server.text("url") ?? ""),
  };
}

function readOperations(channelName: string, channel: Cursor): MessageOperation[] {
  const kinds = (["publish", "subscribe"] as const).filter((kind) => channel.has(kind));
  return kinds.map((kind) => ({
    name: `${ACTIONS[kind]} ${channelName}`,
    action: ACTIONS[kind],
    operation: channel.at(kind),
    channelName,
    channelAddress: channelName,
    messages: messagesOf(channel.at(kind).at("message")),
    reply: channel.absent(),
    replyMessages: new Map(),
  }));
}

/** One message, or one of several. */
function messagesOf(message: Cursor): Map<string, Cursor> {
  if (!message.exists) return new Map();
  const alternatives = message.has("oneOf") ? message.at("oneOf").items() : [message];
  const single = alternatives.length === 1;
  return new Map(
    alternatives.map((item, index) => [single ? "message" : (nameOf(item) ?? `message ${index + 1}`), item]),
  );
}

function nameOf(message: Cursor): string | undefined {
  return (
    message.text("messageId") ?? message.text("name") ?? /^\/components\/messages\/(.+)$/.exec(message.pointer)?.[1]
  );
}
