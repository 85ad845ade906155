import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "res.success-removed",
  watches: "response",
  area: "operations",
  title: "A success status is no longer answered",
  why: "Callers that wait for this status take any other for a failure.",
  remedy: "Keep answering the status to callers of this version.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "INFO" },
  aliases: { oasdiff: ["response-success-status-removed"] },
  examples: {
    bad: [
      {
        name: "200 becomes 204",
        base: exampleOperation({ responses: { "200": { description: "Done" } } }),
        revision: exampleOperation({ responses: { "204": { description: "Done" } } }),
      },
    ],
    good: [
      {
        name: "200 is answered under a range",
        base: exampleOperation({ responses: { "200": { description: "Done" } } }),
        revision: exampleOperation({ responses: { "2XX": { description: "Done" } } }),
      },
    ],
  },
  find: (pair) => {
    const isLost = isRemoved(pair) && pair.isSuccess && !pair.isCovered;
    return isLost ? pairDifference(pair, "removed", "narrowed") : undefined;
  },
});
