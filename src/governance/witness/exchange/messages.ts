import type { MessageExchange } from "../../breaking/structure/asyncapi/message-exchange.js";
import { messageForm } from "../../breaking/structure/asyncapi/message-form.js";
import { readAsyncApi2 } from "../../breaking/structure/asyncapi/read-asyncapi-2.js";
import { readAsyncApi3 } from "../../breaking/structure/asyncapi/read-asyncapi-3.js";
import type { Cursor } from "../../breaking/structure/cursor.js";
import { templateShape } from "../../breaking/structure/openapi/path-template.js";
import { type Refusals, refusal, type ShownMessage } from "./exchange.js";

/** Every message a contract's owner sends or receives, and those of channels nobody claims. */
export function makeMessages(root: Cursor): ShownMessage[] {
  const exchange = readExchange(root);
  const claimed = [...exchange.operations.values()].flatMap(({ action, channelAddress, messages, reply }) =>
    [...messages].map(([name, message]) => shown(root, action, channelAddress, name, message, reply)),
  );
  const idle = [...exchange.channelMessages]
    .filter(([name]) => exchange.idleNames.has(name))
    .map(([name, message]) => shown(root, "", addressOf(exchange, name), name.split(" ").at(-1) ?? name, message));
  return [...claimed, ...idle];
}

/** What a contract does not say about a message. */
export function refusalsOfMessage(root: Cursor, message: ShownMessage): Refusals {
  const known = makeMessages(root).filter(({ message: name }) => name === message.message);
  const closest = known
    .map((candidate) => differences(candidate, message))
    .toSorted((left, right) => left.length - right.length)[0];
  const elsewhere = makeMessages(root).some(({ address }) => address === message.address);
  if (closest !== undefined) return closest;
  const keyword = elsewhere ? "message" : "channel";
  return [refusal("/message", keyword, `no message ${message.message} is described at ${message.address}`)];
}

function differences(known: ShownMessage, given: ShownMessage): Refusals {
  const compare = (member: keyof ShownMessage, keyword: string): Refusals =>
    known[member] === given[member]
      ? []
      : [refusal(`/${member}`, keyword, `${member} is ${known[member] ?? "not given"} there`)];
  return [
    ...compare("action", "action"),
    ...compare("address", "channel"),
    ...compare("contentType", "content-type"),
    ...compare("cloudEventType", "ce-type"),
    ...compare("replyTo", "reply"),
  ];
}

function readExchange(root: Cursor): MessageExchange {
  return root.text("asyncapi")?.startsWith("2") === true ? readAsyncApi2(root) : readAsyncApi3(root);
}

function addressOf({ channels }: MessageExchange, name: string): string | undefined {
  const channel = channels.get(name.split(" ").slice(0, -1).join(" "));
  return channel?.address;
}

function shown(
  root: Cursor,
  action: string,
  address: string | undefined,
  name: string,
  message: Cursor,
  reply?: Cursor,
): ShownMessage {
  const { contentType, cloudEventType } = messageForm(message, root);
  const replyTo =
    reply?.exists === true
      ? (reply.at("address").text("location") ?? reply.at("channel").text("address") ?? "caller")
      : undefined;
  return {
    action,
    address: templateShape(address ?? ""),
    message: name,
    ...(contentType === undefined ? {} : { contentType }),
    ...(cloudEventType === undefined ? {} : { cloudEventType }),
    ...(replyTo === undefined ? {} : { replyTo }),
  };
}
