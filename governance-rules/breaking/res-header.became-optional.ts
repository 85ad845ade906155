import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "res-header.became-optional",
  watches: "response-header",
  area: "operations",
  title: "A response header may now be missing",
  why: "Callers rely on a header that was promised with every response.",
  remedy: "Keep sending the header always.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "INFO" },
  aliases: { oasdiff: ["response-header-became-optional"] },
  examples: {
    bad: [
      {
        name: "Location may be missing",
        base: exampleOperation({
          responses: { "201": { description: "Made", headers: { Location: { required: true, schema: {} } } } },
        }),
        revision: exampleOperation({
          responses: { "201": { description: "Made", headers: { Location: { schema: {} } } } },
        }),
      },
    ],
    good: [
      {
        name: "Location is promised",
        base: exampleOperation({
          responses: { "201": { description: "Made", headers: { Location: { schema: {} } } } },
        }),
        revision: exampleOperation({
          responses: { "201": { description: "Made", headers: { Location: { required: true, schema: {} } } } },
        }),
      },
    ],
  },
  find: (pair) => {
    const isWithdrawn = isKept(pair) && pair.baseForm.isRequired && !pair.revisionForm.isRequired;
    return isWithdrawn ? memberDifference(pair, "required", "widened", "widened") : undefined;
  },
});
