import { removalOf } from "../../src/governance/breaking/structure/announcement.js";
import { examplePaths } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "operation.removed-without-sunset",
  watches: "operation",
  area: "lifecycle",
  title: "A deprecated operation was removed, but no date had been announced",
  why: "Callers knew it would go, not when; whoever planned for later is cut off.",
  remedy: "Announce the day with x-sunset first and remove the operation after it.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "ERROR" },
  aliases: { oasdiff: ["api-removed-with-deprecation", "api-path-removed-with-deprecation"] },
  examples: {
    bad: [
      {
        name: "deprecated without a date, then gone",
        base: examplePaths({ "/orders": { get: {}, post: { deprecated: true } } }),
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
    const isWithoutSunset = isRemoved(pair) && removalOf(pair.base, pair.today) === "without-sunset";
    return isWithoutSunset ? pairDifference(pair, "removed", "narrowed") : undefined;
  },
});
