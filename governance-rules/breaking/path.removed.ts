import { removalOf } from "../../src/governance/breaking/structure/announcement.js";
import { examplePaths } from "../../src/governance/breaking/structure/example-contract.js";
import { isExperimental } from "../../src/governance/breaking/structure/stability.js";
import { defineStructuralRule, pairDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "path.removed",
  watches: "removed-path",
  area: "operations",
  title: "A path was removed without having been deprecated",
  why: "Every caller of the path gets 404 from the moment the revision is served.",
  remedy: "Keep the path, mark its operations deprecated with a sunset date, and remove it in a later major version.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  aliases: { oasdiff: ["api-path-removed-without-deprecation"], redocly: ["path-removed"] },
  examples: {
    bad: [
      {
        name: "a path disappears",
        base: examplePaths({ "/orders": { get: {} }, "/lots": { get: {} } }),
        revision: examplePaths({ "/orders": { get: {} } }),
      },
    ],
    good: [
      {
        name: "a path variable is renamed",
        base: examplePaths({ "/orders/{id}": { get: {} } }),
        revision: examplePaths({ "/orders/{orderNumber}": { get: {} } }),
      },
    ],
  },
  find: (pair) => {
    const isUnannounced = removalOf(pair.operation, pair.today) === "unannounced";
    return isUnannounced && !isExperimental(pair.operation) ? pairDifference(pair, "removed", "narrowed") : undefined;
  },
});
