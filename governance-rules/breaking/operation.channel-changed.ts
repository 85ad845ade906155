import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule, memberDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "operation.channel-changed",
  watches: "message-operation",
  area: "asyncapi",
  title: "An operation uses another channel",
  why: "Subscribers and senders stay on the old channel.",
  remedy: "Use both channels until everybody has moved.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "the operation moves to another channel",
        base: exampleMessage(
          {},
          {
            channels: { a: { address: "a" }, b: { address: "b" } },
            operations: { send: { action: "send", channel: { $ref: "#/channels/a" } } },
          },
        ),
        revision: exampleMessage(
          {},
          {
            channels: { a: { address: "a" }, b: { address: "b" } },
            operations: { send: { action: "send", channel: { $ref: "#/channels/b" } } },
          },
        ),
      },
    ],
    good: [
      {
        name: "the channel gets another name inside the document",
        base: exampleMessage(
          {},
          {
            channels: { a: { address: "orders" } },
            operations: { send: { action: "send", channel: { $ref: "#/channels/a" } } },
          },
        ),
        revision: exampleMessage(
          {},
          {
            channels: { b: { address: "orders" } },
            operations: { send: { action: "send", channel: { $ref: "#/channels/b" } } },
          },
        ),
      },
    ],
  },
  find: (pair) => (pair.isChannelKept ? undefined : memberDifference(pair, "channel", "changed", "incomparable")),
});
