import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "param.explode-changed",
  watches: "parameter",
  area: "operations",
  title: "Lists or objects in a parameter are spread differently",
  why: "`ids=1&ids=2` becomes `ids=1,2` or back: one value where there were two. A scalar stays as it is.",
  remedy: "Keep explode as it was.",
  severity: {
    strict: { changed: "ERROR", scalar: "INFO" },
    "tolerant-reader": { changed: "ERROR", scalar: "INFO" },
    oasdiff: "INFO",
    "buf-wire": { changed: "ERROR", scalar: "INFO" },
  },
  examples: {
    bad: [
      {
        name: "a list is no longer spread over several parameters",
        base: exampleOperation({ parameters: [{ in: "query", name: "ids", schema: { type: "array" } }] }),
        revision: exampleOperation({
          parameters: [{ in: "query", name: "ids", explode: false, schema: { type: "array" } }],
        }),
      },
    ],
    good: [
      {
        name: "explode changes on a plain text",
        base: exampleOperation({ parameters: [{ in: "query", name: "id", schema: { type: "string" } }] }),
        revision: exampleOperation({
          parameters: [{ in: "query", name: "id", explode: false, schema: { type: "string" } }],
        }),
      },
    ],
  },
  find: (pair) => {
    const { baseForm, revisionForm } = pair;
    const isRestyled = baseForm.style !== revisionForm.style;
    if (!isKept(pair) || isRestyled || baseForm.isExploded === revisionForm.isExploded) return undefined;
    const isHarmless = baseForm.isScalar && revisionForm.isScalar;
    return memberDifference(pair, "explode", isHarmless ? "scalar" : "changed", "incomparable");
  },
});
