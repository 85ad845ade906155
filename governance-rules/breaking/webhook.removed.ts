import { examplePaths } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "webhook.removed",
  watches: "webhook",
  area: "operations",
  title: "A webhook is no longer called",
  why: "Receivers wait for a call that never comes.",
  remedy: "Keep calling the webhook, or move its receivers first.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  aliases: { oasdiff: ["webhook-removed"] },
  examples: {
    bad: [
      {
        name: "a webhook disappears",
        base: examplePaths({}, { webhooks: { orderReleased: { post: {} } } }),
        revision: examplePaths({}),
      },
    ],
    good: [
      {
        name: "a webhook is added",
        base: examplePaths({}),
        revision: examplePaths({}, { webhooks: { orderReleased: { post: {} } } }),
      },
    ],
  },
  find: (pair) => (isRemoved(pair) ? pairDifference(pair, "removed", "narrowed") : undefined),
});
