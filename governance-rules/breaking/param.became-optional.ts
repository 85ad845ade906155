import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "param.became-optional",
  watches: "parameter",
  area: "operations",
  title: "A mandatory parameter became optional",
  why: "Callers that send it are served as before; the changelog tells that they need not.",
  remedy: "Nothing to do.",
  severity: { strict: "INFO", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["request-parameter-became-optional"] },
  examples: {
    bad: [
      {
        name: "a filter becomes optional",
        base: exampleOperation({ parameters: [{ in: "query", name: "plant", required: true, schema: {} }] }),
        revision: exampleOperation({ parameters: [{ in: "query", name: "plant", schema: {} }] }),
        expected: [],
      },
    ],
    good: [
      {
        name: "the default of `required` is written down",
        base: exampleOperation({ parameters: [{ in: "query", name: "plant", schema: {} }] }),
        revision: exampleOperation({ parameters: [{ in: "query", name: "plant", required: false, schema: {} }] }),
      },
    ],
  },
  find: (pair) => {
    const isReleased = isKept(pair) && pair.baseForm.isRequired && !pair.revisionForm.isRequired;
    return isReleased ? memberDifference(pair, "required", "widened", "widened") : undefined;
  },
});
