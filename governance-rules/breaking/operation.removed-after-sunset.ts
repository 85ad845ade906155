import { removalOf } from "../../src/governance/breaking/structure/announcement.js";
import { examplePaths } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "operation.removed-after-sunset",
  watches: "operation",
  area: "lifecycle",
  title: "A deprecated operation was removed after its sunset",
  why: "The day was announced and has passed; the changelog tells whoever still calls it.",
  remedy: "Nothing to do; look at the usage counters before promoting.",
  severity: { strict: "INFO", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["api-removed-with-deprecation"] },
  examples: {
    bad: [
      {
        name: "gone after the announced day",
        base: examplePaths({ "/orders": { get: {}, post: { deprecated: true, "x-sunset": "2001-01-31" } } }),
        revision: examplePaths({ "/orders": { get: {} } }),
        expected: [],
      },
    ],
    good: [
      {
        name: "still there after the announced day",
        base: examplePaths({ "/orders": { post: { deprecated: true, "x-sunset": "2001-01-31" } } }),
        revision: examplePaths({ "/orders": { post: { deprecated: true, "x-sunset": "2001-01-31" } } }),
      },
    ],
  },
  find: (pair) => {
    const isDue = isRemoved(pair) && removalOf(pair.base, pair.today) === "after-sunset";
    return isDue ? pairDifference(pair, "removed", "narrowed") : undefined;
  },
});
