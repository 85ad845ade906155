import { removalOf } from "../../src/governance/breaking/structure/announcement.js";
import { examplePaths } from "../../src/governance/breaking/structure/example-contract.js";
import { isExperimental } from "../../src/governance/breaking/structure/stability.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "operation.removed",
  watches: "operation",
  area: "operations",
  title: "An operation was removed without having been deprecated",
  why: "Its callers get 405, or wait for messages that no longer come, without ever having been told.",
  remedy: "Keep the operation, mark it deprecated with a sunset date, and remove it in a later major version.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  aliases: { oasdiff: ["api-removed-without-deprecation"], redocly: ["operation-removed"] },
  examples: {
    bad: [
      {
        name: "a method of a path disappears",
        base: examplePaths({ "/orders": { get: {}, post: {} } }),
        revision: examplePaths({ "/orders": { get: {} } }),
      },
    ],
    good: [
      {
        name: "an operation marked as experimental disappears",
        base: examplePaths({ "/orders": { get: {}, post: { "x-stability-level": "alpha" } } }),
        revision: examplePaths({ "/orders": { get: {} } }),
      },
    ],
  },
  find: (pair) => {
    const isOwnCause = isRemoved(pair) && !pair.isRemovedWithPath && !isExperimental(pair.base);
    const isUnannounced = removalOf(pair.base, pair.today) === "unannounced";
    return isOwnCause && isUnannounced ? pairDifference(pair, "removed", "narrowed") : undefined;
  },
});
