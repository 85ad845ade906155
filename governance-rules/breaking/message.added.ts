import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isAdded,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "message.added",
  watches: "message",
  area: "asyncapi",
  title: "A message was added to an operation",
  why: "Where the owner sends it, subscribers that read every message of the channel meet one they do not know.",
  remedy: "Send it on a channel of its own, or make sure that subscribers skip what they do not know.",
  severity: {
    strict: { added: { request: "INFO", response: "ERROR" } },
    "tolerant-reader": { added: { request: "INFO", response: "WARN" } },
    oasdiff: "INFO",
    "buf-wire": { added: { request: "INFO", response: "ERROR" } },
  },
  examples: {
    bad: [
      {
        name: "another message is sent on the channel",
        base: exampleMessage({}),
        revision: exampleMessage(
          {},
          {
            channels: { orders: { address: "orders.{plantCode}", messages: { orderReleased: {}, orderClosed: {} } } },
          },
        ),
      },
    ],
    good: [
      {
        name: "another message is accepted",
        base: exampleMessage(
          {},
          { operations: { take: { action: "receive", channel: { $ref: "#/channels/orders" } } } },
        ),
        revision: exampleMessage(
          {},
          {
            operations: { take: { action: "receive", channel: { $ref: "#/channels/orders" } } },
            channels: { orders: { address: "orders.{plantCode}", messages: { orderReleased: {}, orderClosed: {} } } },
          },
        ),
      },
    ],
  },
  find: (pair) => (isAdded(pair) ? pairDifference(pair, "added", "widened") : undefined),
});
