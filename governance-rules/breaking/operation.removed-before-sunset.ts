import { removalOf } from "../../src/governance/breaking/structure/announcement.js";
import { examplePaths } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "operation.removed-before-sunset",
  watches: "operation",
  area: "lifecycle",
  title: "A deprecated operation was removed before its sunset",
  why: "The Sunset field (RFC 8594) promised callers that the operation answers until that day.",
  remedy: "Keep the operation until the announced day has passed.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  aliases: {
    oasdiff: ["api-removed-before-sunset", "api-path-removed-before-sunset", "api-path-sunset-parse"],
  },
  examples: {
    bad: [
      {
        name: "gone before the announced day",
        base: examplePaths({ "/orders": { get: {}, post: { deprecated: true, "x-sunset": "9999-12-31" } } }),
        revision: examplePaths({ "/orders": { get: {} } }),
      },
      {
        name: "gone although nobody can read the announced day",
        base: examplePaths({ "/orders": { get: {}, post: { deprecated: true, "x-sunset": "soon" } } }),
        revision: examplePaths({ "/orders": { get: {} } }),
      },
    ],
    good: [
      {
        name: "gone after the announced day",
        base: examplePaths({ "/orders": { get: {}, post: { deprecated: true, "x-sunset": "2001-01-31" } } }),
        revision: examplePaths({ "/orders": { get: {} } }),
      },
    ],
  },
  find: (pair) => {
    if (!isRemoved(pair)) return undefined;
    const removal = removalOf(pair.base, pair.today);
    if (removal === "undated") return pairDifference(pair, "removed", "undecided");
    const isTooEarly = removal === "before-sunset" || removal === "sunset-unreadable";
    return isTooEarly ? pairDifference(pair, "removed", "narrowed") : undefined;
  },
});
