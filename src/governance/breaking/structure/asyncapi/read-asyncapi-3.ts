import type { Cursor } from "../cursor.js";
import type { MessageChannel, MessageExchange, MessageOperation } from "./message-exchange.js";

export function readAsyncApi3(root: Cursor): MessageExchange {
  const channels = root.at("channels").entries();
  const operations = root.at("operations").entries();
  const used = new Set(operations.map(([, operation]) => operation.at("channel").pointer));
  const idle = channels.filter(([, channel]) => !used.has(channel.pointer));
  return {
    channels: new Map(channels.map(([name, channel]) => [name, readChannel(channel)])),
    operations: new Map(operations.map(([name, operation]) => [name, readOperation(root, name, operation)])),
    channelMessages: new Map(channels.flatMap(([name, channel]) => namedMessages(name, channel))),
    idleNames: new Set(idle.flatMap(([name, channel]) => namedMessages(name, channel).map(([message]) => message))),
    serverUrls: root
      .at("servers")
      .entries()
      .map(([, server]) => serverUrl(server)),
  };
}

function namedMessages(prefix: string, channel: Cursor): [string, Cursor][] {
  return channel
    .at("messages")
    .entries()
    .map(([name, message]): [string, Cursor] => [`${prefix} ${name}`, message]);
}

function readChannel(channel: Cursor): MessageChannel {
  return { channel, address: channel.text("address") };
}

function serverUrl(server: Cursor): string {
  return `${server.text("protocol") ?? ""}://${server.text("host") ?? ""}${server.text("pathname") ?? ""}`;
}

function readOperation(root: Cursor, name: string, operation: Cursor): MessageOperation {
  const reply = operation.at("reply");
  return {
    name,
    action: operation.text("action") ?? "",
    operation,
    channelName: channelName(root, operation.at("channel")),
    channelAddress: operation.at("channel").text("address"),
    messages: messagesOf(operation, operation.at("channel")),
    reply,
    replyMessages: messagesOf(reply, reply.at("channel")),
  };
}

function channelName(root: Cursor, channel: Cursor): string {
  const named = root
    .at("channels")
    .entries()
    .find(([, candidate]) => candidate.pointer === channel.pointer);
  return named?.[0] ?? channel.pointer;
}

/** The messages an operation lists, else all of its channel's (AsyncAPI 3.0 Operation Object), by their name. */
function messagesOf(holder: Cursor, channel: Cursor): Map<string, Cursor> {
  const all = channel.at("messages").entries();
  if (!holder.has("messages")) return new Map(all);
  const listed = new Set(
    holder
      .at("messages")
      .items()
      .map(({ pointer }) => pointer),
  );
  return new Map(all.filter(([, message]) => listed.has(message.pointer)));
}
