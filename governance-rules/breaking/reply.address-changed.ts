import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "reply.address-changed",
  watches: "reply",
  area: "asyncapi",
  title: "Replies go to another address",
  why: "Senders listen where they were told to and hear nothing.",
  remedy: "Keep the reply's channel and where its address is taken from.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "the address is taken from another header",
        base: exampleMessage(
          {},
          {
            operations: { take: { action: "receive", reply: { address: { location: "$message.header#/replyTo" } } } },
          },
        ),
        revision: exampleMessage(
          {},
          {
            operations: { take: { action: "receive", reply: { address: { location: "$message.header#/answerTo" } } } },
          },
        ),
      },
    ],
    good: [
      {
        name: "the address is described",
        base: exampleMessage(
          {},
          {
            operations: { take: { action: "receive", reply: { address: { location: "$message.header#/replyTo" } } } },
          },
        ),
        revision: exampleMessage(
          {},
          {
            operations: {
              take: {
                action: "receive",
                reply: { address: { location: "$message.header#/replyTo", description: "To" } },
              },
            },
          },
        ),
      },
    ],
  },
  find: (pair) => {
    if (!isKept(pair)) return undefined;
    const [before, after] = [pair.base, pair.revision].map((reply) => reply.at("address").text("location"));
    const [baseChannel, revisionChannel] = [pair.base, pair.revision].map((reply) =>
      reply.at("channel").text("address"),
    );
    if (before !== after) return memberDifference(pair, "address", "changed", "incomparable");
    return baseChannel === revisionChannel ? undefined : memberDifference(pair, "channel", "changed", "incomparable");
  },
});
