import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "param.became-required",
  watches: "parameter",
  area: "operations",
  title: "An optional parameter became mandatory",
  why: "Callers that leave it out, as they may, are refused.",
  remedy: "Keep the parameter optional and define what its absence means.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  aliases: { oasdiff: ["request-parameter-became-required"] },
  examples: {
    bad: [
      {
        name: "a filter becomes mandatory",
        base: exampleOperation({ parameters: [{ in: "query", name: "plant", schema: {} }] }),
        revision: exampleOperation({ parameters: [{ in: "query", name: "plant", required: true, schema: {} }] }),
      },
    ],
    good: [
      {
        name: "a filter becomes optional",
        base: exampleOperation({ parameters: [{ in: "query", name: "plant", required: true, schema: {} }] }),
        revision: exampleOperation({ parameters: [{ in: "query", name: "plant", schema: {} }] }),
      },
    ],
  },
  find: (pair) => {
    const isNewlyDemanded = isKept(pair) && !pair.baseForm.isRequired && pair.revisionForm.isRequired;
    return isNewlyDemanded ? memberDifference(pair, "required", "narrowed", "narrowed") : undefined;
  },
});
