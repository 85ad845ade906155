import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule, memberDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "operation.action-changed",
  watches: "message-operation",
  area: "asyncapi",
  title: "Sending became receiving, or the reverse",
  why: "Both sides now send, or both now wait.",
  remedy: "Keep the operation and add the opposite one under its own name.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "from send to receive",
        base: exampleMessage({}),
        revision: exampleMessage(
          {},
          {
            operations: { sendOrderReleased: { action: "receive", channel: { $ref: "#/channels/orders" } } },
          },
        ),
      },
    ],
    good: [
      {
        name: "the same action",
        base: exampleMessage({}),
        revision: exampleMessage({}),
      },
    ],
  },
  find: (pair) =>
    pair.baseAction === pair.revisionAction ? undefined : memberDifference(pair, "action", "changed", "incomparable"),
});
