import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isAdded,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "channel.added",
  watches: "channel",
  area: "asyncapi",
  title: "A channel was added",
  why: "Nobody depends on it yet; the changelog names it.",
  remedy: "Nothing to do.",
  severity: { strict: "INFO", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "a channel is added",
        base: exampleMessage({}, { operations: {}, channels: {} }),
        revision: exampleMessage({}, { operations: {}, channels: { lots: { address: "lots" } } }),
        expected: [],
      },
    ],
    good: [
      {
        name: "the same channels",
        base: exampleMessage({}),
        revision: exampleMessage({}),
      },
    ],
  },
  find: (pair) => (isAdded(pair) ? pairDifference(pair, "added", "widened") : undefined),
});
