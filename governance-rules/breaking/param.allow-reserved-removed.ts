import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "param.allow-reserved-removed",
  watches: "parameter",
  area: "operations",
  title: "Reserved characters must now be percent-encoded",
  why: "A caller that sends `/` or `:` as they are, as it was allowed to, is read differently or refused.",
  remedy: "Keep allowReserved.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "allowReserved is dropped",
        base: exampleOperation({ parameters: [{ in: "query", name: "path", allowReserved: true, schema: {} }] }),
        revision: exampleOperation({ parameters: [{ in: "query", name: "path", schema: {} }] }),
      },
    ],
    good: [
      {
        name: "allowReserved is written down as the default",
        base: exampleOperation({ parameters: [{ in: "query", name: "path", schema: {} }] }),
        revision: exampleOperation({ parameters: [{ in: "query", name: "path", allowReserved: false, schema: {} }] }),
      },
    ],
  },
  find: (pair) => {
    const isForbidden = isKept(pair) && pair.baseForm.allowsReserved && !pair.revisionForm.allowsReserved;
    return isForbidden ? memberDifference(pair, "allowReserved", "narrowed", "narrowed") : undefined;
  },
});
