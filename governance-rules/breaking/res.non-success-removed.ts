import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "res.non-success-removed",
  watches: "response",
  area: "operations",
  title: "An error status is no longer documented",
  why: "Callers lose the body they parse for this failure; a failure that can no longer happen hurts nobody.",
  remedy: "Keep the response as long as the failure can happen.",
  severity: { strict: "WARN", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["response-non-success-status-removed"] },
  examples: {
    bad: [
      {
        name: "404 disappears",
        base: exampleOperation({ responses: { "200": { description: "Found" }, "404": { description: "Not found" } } }),
        revision: exampleOperation({ responses: { "200": { description: "Found" } } }),
      },
    ],
    good: [
      {
        name: "404 is covered by the default",
        base: exampleOperation({ responses: { "200": { description: "Found" }, "404": { description: "Not found" } } }),
        revision: exampleOperation({
          responses: { "200": { description: "Found" }, default: { description: "Error" } },
        }),
      },
    ],
  },
  find: (pair) => {
    const isLost = isRemoved(pair) && !pair.isSuccess && !pair.isCovered;
    return isLost ? pairDifference(pair, "removed", "narrowed") : undefined;
  },
});
