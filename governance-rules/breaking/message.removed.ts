import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "message.removed",
  watches: "message",
  area: "asyncapi",
  title: "A message is no longer sent or accepted",
  why: "Subscribers wait for it in vain, senders are refused.",
  remedy: "Keep the message until nobody uses it.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "a message disappears from its channel",
        base: exampleMessage({}),
        revision: exampleMessage({}, { channels: { orders: { address: "orders.{plantCode}", messages: {} } } }),
      },
    ],
    good: [
      {
        name: "a message moves to the components",
        base: exampleMessage({ name: "orderReleased" }),
        revision: exampleMessage(
          { $ref: "#/components/messages/orderReleased" },
          { components: { messages: { orderReleased: { name: "orderReleased" } } } },
        ),
      },
    ],
  },
  find: (pair) => (isRemoved(pair) ? pairDifference(pair, "removed", "narrowed") : undefined),
});
