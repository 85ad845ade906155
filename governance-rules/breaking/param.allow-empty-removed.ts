import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "param.allow-empty-removed",
  watches: "parameter",
  area: "operations",
  title: "A query parameter may no longer be sent empty",
  why: "Callers that send `?flag=` are refused.",
  remedy: "Keep allowEmptyValue.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "allowEmptyValue is dropped",
        base: exampleOperation({ parameters: [{ in: "query", name: "flag", allowEmptyValue: true, schema: {} }] }),
        revision: exampleOperation({ parameters: [{ in: "query", name: "flag", schema: {} }] }),
      },
    ],
    good: [
      {
        name: "allowEmptyValue is dropped where it means nothing",
        base: exampleOperation({ parameters: [{ in: "header", name: "flag", allowEmptyValue: true, schema: {} }] }),
        revision: exampleOperation({ parameters: [{ in: "header", name: "flag", schema: {} }] }),
      },
    ],
  },
  find: (pair) => {
    const isForbidden = isKept(pair) && pair.baseForm.allowsEmptyValue && !pair.revisionForm.allowsEmptyValue;
    return isForbidden ? memberDifference(pair, "allowEmptyValue", "narrowed", "narrowed") : undefined;
  },
});
