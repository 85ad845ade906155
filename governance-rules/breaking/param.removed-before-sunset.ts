import { removalOf } from "../../src/governance/breaking/structure/announcement.js";
import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "param.removed-before-sunset",
  watches: "parameter",
  area: "lifecycle",
  title: "A deprecated parameter was removed before its sunset",
  why: "Callers were told they may send it until that day.",
  remedy: "Keep the parameter until the announced day has passed.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "INFO" },
  aliases: { oasdiff: ["request-parameter-removed-before-sunset", "request-parameter-sunset-parse"] },
  examples: {
    bad: [
      {
        name: "gone before the announced day",
        base: exampleOperation({
          parameters: [{ in: "query", name: "plant", deprecated: true, "x-sunset": "9999-12-31", schema: {} }],
        }),
        revision: exampleOperation({}),
      },
    ],
    good: [
      {
        name: "gone after the announced day",
        base: exampleOperation({
          parameters: [{ in: "query", name: "plant", deprecated: true, "x-sunset": "2001-01-31", schema: {} }],
        }),
        revision: exampleOperation({}),
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
