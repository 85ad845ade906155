import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule, memberDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "operation.id-changed",
  watches: "announced",
  area: "operations",
  title: "An operationId was changed or removed",
  why: "Requests stay the same, but generated clients name their methods after it and fail to compile.",
  remedy: "Keep the operationId; choose the new name with the next major version.",
  severity: { strict: "WARN", "tolerant-reader": "WARN", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["api-operation-id-removed"] },
  examples: {
    bad: [
      {
        name: "an operationId is renamed",
        base: exampleOperation({ operationId: "listOrders" }),
        revision: exampleOperation({ operationId: "getOrders" }),
      },
    ],
    good: [
      {
        name: "an operationId is added",
        base: exampleOperation({}),
        revision: exampleOperation({ operationId: "listOrders" }),
      },
    ],
  },
  find: (pair) => {
    const before = pair.base.text("operationId");
    const isChanged = before !== undefined && before !== pair.revision.text("operationId");
    return isChanged ? memberDifference(pair, "operationId", "changed", "incomparable") : undefined;
  },
});
