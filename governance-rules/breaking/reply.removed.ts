import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "reply.removed",
  watches: "reply",
  area: "asyncapi",
  title: "A message is no longer answered",
  why: "Senders wait for the reply until their timeout.",
  remedy: "Keep replying.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "the reply is dropped",
        base: exampleMessage(
          {},
          {
            operations: { take: { action: "receive", channel: { $ref: "#/channels/orders" }, reply: { address: {} } } },
          },
        ),
        revision: exampleMessage(
          {},
          {
            operations: { take: { action: "receive", channel: { $ref: "#/channels/orders" } } },
          },
        ),
      },
    ],
    good: [
      {
        name: "a reply is added",
        base: exampleMessage(
          {},
          {
            operations: { take: { action: "receive", channel: { $ref: "#/channels/orders" } } },
          },
        ),
        revision: exampleMessage(
          {},
          {
            operations: { take: { action: "receive", channel: { $ref: "#/channels/orders" }, reply: { address: {} } } },
          },
        ),
      },
    ],
  },
  find: (pair) => (isRemoved(pair) ? pairDifference(pair, "removed", "narrowed") : undefined),
});
