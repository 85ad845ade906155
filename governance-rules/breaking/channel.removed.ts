import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "channel.removed",
  watches: "channel",
  area: "asyncapi",
  title: "A channel was removed",
  why: "Subscribers hear nothing more and senders reach nobody.",
  remedy: "Keep the channel until nobody uses it.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "a channel disappears",
        base: exampleMessage({}, { operations: {} }),
        revision: exampleMessage({}, { operations: {}, channels: {} }),
        expected: ["channel.removed", "message.removed"],
      },
    ],
    good: [
      {
        name: "a channel gets another name inside the document",
        base: exampleMessage({}, { operations: {}, channels: { orders: { address: "orders.{plant}" } } }),
        revision: exampleMessage({}, { operations: {}, channels: { orderEvents: { address: "orders.{plantCode}" } } }),
      },
    ],
  },
  find: (pair) => (isRemoved(pair) ? pairDifference(pair, "removed", "narrowed") : undefined),
});
