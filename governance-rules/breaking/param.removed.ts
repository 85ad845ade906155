import { removalOf } from "../../src/governance/breaking/structure/announcement.js";
import { exampleOperation, examplePaths } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "param.removed",
  watches: "parameter",
  area: "operations",
  title: "A parameter was removed",
  why: "A caller that still sends it is refused, or gets an answer that ignores what it asked for.",
  remedy: "Keep accepting the parameter, mark it deprecated with a sunset date, and remove it after that day.",
  severity: {
    strict: { unannounced: "ERROR", announced: "INFO" },
    "tolerant-reader": { unannounced: "WARN", announced: "INFO" },
    oasdiff: { unannounced: "WARN", announced: "INFO" },
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["request-parameter-removed", "request-parameter-removed-with-deprecation"] },
  examples: {
    bad: [
      {
        name: "a filter disappears",
        base: exampleOperation({ parameters: [{ in: "query", name: "plant", schema: { type: "string" } }] }),
        revision: exampleOperation({}),
      },
    ],
    good: [
      {
        name: "a parameter moves from the operation to the path item",
        base: exampleOperation({ parameters: [{ in: "query", name: "plant", schema: { type: "string" } }] }),
        revision: examplePaths({
          "/orders": {
            parameters: [{ in: "query", name: "plant", schema: { type: "string" } }],
            get: { responses: { "200": { description: "As asked." } } },
          },
        }),
      },
      {
        name: "a header parameter is written in another case",
        base: exampleOperation({ parameters: [{ in: "header", name: "If-Match", schema: { type: "string" } }] }),
        revision: exampleOperation({ parameters: [{ in: "header", name: "if-match", schema: { type: "string" } }] }),
      },
    ],
  },
  find: (pair) => {
    if (!isRemoved(pair)) return undefined;
    const removal = removalOf(pair.base, pair.today);
    if (removal === "unannounced" || removal === "without-sunset")
      return pairDifference(pair, "unannounced", "narrowed");
    return removal === "after-sunset" ? pairDifference(pair, "announced", "narrowed") : undefined;
  },
});
