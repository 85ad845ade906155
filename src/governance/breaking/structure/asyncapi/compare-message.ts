import type { Cursor } from "../cursor.js";
import { pairByKey, pairMembers } from "../pairing.js";
import type { ExchangeSide, Sides, StructureWalk } from "../structure-walk.js";
import type { MessagePair, Pair } from "../subjects.js";
import { messageForm, payloadPlace, traited, traitHolder } from "./message-form.js";

type MessageMap = ReadonlyMap<string, Cursor>;

/** Compares messages by name; `side` is `request` where the owner receives them. */
export function compareMessages(
  walk: StructureWalk,
  maps: Sides<MessageMap>,
  holders: Sides<Cursor>,
  roots: Sides<Cursor>,
  side: ExchangeSide,
): void {
  for (const pair of pairByKey(maps.base, maps.revision, holders)) {
    const forms = {
      baseForm: messageForm(pair.base, roots.base),
      revisionForm: messageForm(pair.revision, roots.revision),
    };
    compareMessage(walk, { ...pair, ...forms, today: walk.today }, side);
  }
}

function compareMessage(walk: StructureWalk, pair: MessagePair, side: ExchangeSide): void {
  walk.see("message", pair, side, "msg-payload");
  if (!pair.base.exists || !pair.revision.exists) return;
  walk.see("announced", pair, side, "msg-payload");
  walk.see("extension", pair, side);
  compareBindings(walk, pair, side);
  compareHeaders(walk, pair, side);
  comparePayload(walk, pair, side);
}

function comparePayload(walk: StructureWalk, pair: MessagePair, side: ExchangeSide): void {
  const isReadable = [pair.baseForm, pair.revisionForm].every(({ schemaLanguage }) => schemaLanguage === "json-schema");
  if (!isReadable) return;
  const [base, revision] = [payloadPlace(pair.base), payloadPlace(pair.revision)];
  walk.compareSchemas(
    "msg-payload",
    side,
    { base: base.holder, revision: revision.holder },
    { base: base.member, revision: revision.member },
  );
}

function compareHeaders(walk: StructureWalk, { base, revision }: Pair, side: ExchangeSide): void {
  const holders = { base: traitHolder(base, "headers"), revision: traitHolder(revision, "headers") };
  walk.compareSchemas("msg-headers", side, holders, { base: "headers", revision: "headers" });
}

/** Protocol bindings of a message, operation or channel, one protocol at a time. */
export function compareBindings(walk: StructureWalk, { base, revision }: Pair, side: ExchangeSide): void {
  for (const pair of pairMembers(traited(base, "bindings"), traited(revision, "bindings")))
    walk.see("binding", pair, side);
}
