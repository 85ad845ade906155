import type { Cursor } from "../cursor.js";
import { templateShape } from "../openapi/path-template.js";
import type { Sides, StructureWalk } from "../structure-walk.js";
import { compareBindings, compareMessages } from "./compare-message.js";
import { compareMessageOperations } from "./compare-message-operation.js";
import type { MessageChannel, MessageExchange, ReadExchange } from "./message-exchange.js";

/** Pairs two AsyncAPI documents: channels, then what the owner sends and receives, then messages nobody claims. */
export function compareAsyncApi(walk: StructureWalk, base: Cursor, revision: Cursor, read: ReadExchange): void {
  const exchanges = { base: read(base), revision: read(revision) };
  const roots = { base, revision };
  walk.see("contract", { name: "contract", ...roots }, "request");
  walk.see(
    "servers",
    { name: "servers", ...roots, baseUrls: exchanges.base.serverUrls, revisionUrls: exchanges.revision.serverUrls },
    "request",
  );
  compareChannels(walk, exchanges.base, exchanges.revision, roots.revision);
  compareMessageOperations(walk, exchanges, roots);
  compareIdleMessages(walk, exchanges, roots);
}

/** Nothing says who sends a message without an operation, so it must fit both senders and receivers. */
function compareIdleMessages(walk: StructureWalk, exchanges: Sides<MessageExchange>, roots: Sides<Cursor>): void {
  const { base, revision } = exchanges;
  const isNew = (name: string): boolean => revision.idleNames.has(name) && !base.channelMessages.has(name);
  const messages = {
    base: new Map([...base.channelMessages].filter(([name]) => base.idleNames.has(name))),
    revision: new Map([...revision.channelMessages].filter(([name]) => base.idleNames.has(name) || isNew(name))),
  };
  compareMessages(walk, messages, roots, roots, "request");
  compareMessages(walk, messages, roots, roots, "response");
}

function compareChannels(walk: StructureWalk, base: MessageExchange, revision: MessageExchange, root: Cursor): void {
  for (const [name, channel] of base.channels) {
    const counterpart = revision.channels.get(name) ?? channelAt(channel.address, revision.channels);
    const inside = walk.inside(`channel ${name}`);
    const pair = { name, base: channel.channel, revision: counterpart?.channel ?? root.at("channels").absent() };
    inside.see("channel", { ...pair, baseAddress: channel.address, revisionAddress: counterpart?.address }, "request");
    if (counterpart !== undefined) compareBindings(inside, pair, "request");
  }
  for (const [name, channel] of revision.channels) {
    if (base.channels.has(name) || channelAt(channel.address, base.channels) !== undefined) continue;
    const pair = { name, base: root.absent(), revision: channel.channel };
    walk
      .inside(`channel ${name}`)
      .see("channel", { ...pair, baseAddress: undefined, revisionAddress: channel.address }, "request");
  }
}

/** Names of channels are local to a document; the address is what the broker knows. */
function channelAt(
  address: string | undefined,
  channels: ReadonlyMap<string, MessageChannel>,
): MessageChannel | undefined {
  if (address === undefined) return undefined;
  return [...channels.values()].find(
    (candidate) => candidate.address !== undefined && templateShape(candidate.address) === templateShape(address),
  );
}
