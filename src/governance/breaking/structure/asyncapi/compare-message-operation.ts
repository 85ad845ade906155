import type { Cursor } from "../cursor.js";
import { templateShape } from "../openapi/path-template.js";
import type { ExchangeSide, Sides, StructureWalk } from "../structure-walk.js";
import type { CredentialSet } from "../subjects.js";
import { compareBindings, compareMessages } from "./compare-message.js";
import type { MessageExchange, MessageOperation } from "./message-exchange.js";

export function compareMessageOperations(
  walk: StructureWalk,
  exchanges: Sides<MessageExchange>,
  roots: Sides<Cursor>,
): void {
  const { base, revision } = exchanges;
  const names = [...new Set([...base.operations.keys(), ...revision.operations.keys()])].toSorted();
  for (const name of names) {
    const [before, after] = [base.operations.get(name), revision.operations.get(name)];
    const inside = walk.inside(labelOf(before ?? after, name));
    const sides = {
      base: before?.operation ?? roots.base.at("operations").absent(),
      revision: after?.operation ?? roots.revision.at("operations").absent(),
    };
    const pair = { name: inside.user, ...sides, today: walk.today };
    inside.see("operation", { ...pair, isRemovedWithPath: false }, "request");
    if (before !== undefined && after !== undefined) compareOperation(inside, { base: before, revision: after }, roots);
  }
}

/** `send orderReleased`; an operation of AsyncAPI 2 is already named so. */
function labelOf(operation: MessageOperation | undefined, name: string): string {
  return operation === undefined || name.startsWith(`${operation.action} `) ? name : `${operation.action} ${name}`;
}

function compareOperation(
  walk: StructureWalk,
  { base, revision }: Sides<MessageOperation>,
  roots: Sides<Cursor>,
): void {
  const side: ExchangeSide = base.action === "receive" ? "request" : "response";
  const pair = { name: walk.user, base: base.operation, revision: revision.operation, today: walk.today };
  const isChannelKept = base.channelName === revision.channelName || hasSameAddress(base, revision);
  const actions = { baseAction: base.action, revisionAction: revision.action };
  walk.see("message-operation", { ...pair, isChannelKept, ...actions }, side);
  walk.see("announced", pair, side);
  walk.see("extension", pair, side);
  walk.see("security", { ...pair, baseSets: schemeSets(base), revisionSets: schemeSets(revision) }, side);
  compareBindings(walk, pair, side);
  const holders = { base: base.operation, revision: revision.operation };
  compareMessages(walk, { base: base.messages, revision: revision.messages }, holders, roots, side);
  compareReply(walk, { base, revision }, roots, side);
}

function hasSameAddress(base: MessageOperation, revision: MessageOperation): boolean {
  const [before, after] = [base.channelAddress, revision.channelAddress];
  return before !== undefined && after !== undefined && templateShape(before) === templateShape(after);
}

/** A reply travels against its operation. */
function compareReply(
  walk: StructureWalk,
  sides: Sides<MessageOperation>,
  roots: Sides<Cursor>,
  side: ExchangeSide,
): void {
  const holders = { base: sides.base.reply, revision: sides.revision.reply };
  walk.see("reply", { name: "reply", ...holders }, side);
  const messages = { base: sides.base.replyMessages, revision: sides.revision.replyMessages };
  const replySide = side === "request" ? "response" : "request";
  if (holders.base.exists && holders.revision.exists) compareMessages(walk, messages, holders, roots, replySide);
}

/** One of the listed schemes is enough (AsyncAPI 3.0 Operation Object, `security`). */
function schemeSets({ operation }: MessageOperation): CredentialSet[] {
  const schemes = operation.at("security").items();
  if (schemes.length === 0) return [{ pointer: operation.pointer, scopes: new Map() }];
  return schemes.map((scheme) => ({ pointer: scheme.pointer, scopes: scopesOf(scheme) }));
}

/** Version 3 points at a scheme that lists its scopes; version 2 names schemes with their scopes. */
function scopesOf(scheme: Cursor): Map<string, readonly string[]> {
  const names = (scopes: Cursor): string[] => scopes.items().map(({ value }) => String(value));
  if (!scheme.has("type")) return new Map(scheme.entries().map(([name, scopes]) => [name, names(scopes)]));
  return new Map([[scheme.pointer.split("/").at(-1) ?? scheme.pointer, names(scheme.at("scopes"))]]);
}
