import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { isExperimental, isSameText } from "../../src/governance/breaking/structure/stability.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "operation.experimental-changed",
  watches: "operation",
  area: "lifecycle",
  title: "An experimental operation changed or went",
  why: "It was marked draft or alpha, so its callers were promised nothing; its inside is not compared.",
  remedy: "Tell the callers who try it out.",
  severity: { strict: "INFO", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "an alpha operation takes a new mandatory parameter",
        base: exampleOperation({ "x-stability-level": "alpha" }),
        revision: exampleOperation({
          "x-stability-level": "alpha",
          parameters: [{ in: "query", name: "plant", required: true, schema: { type: "string" } }],
        }),
        expected: [],
      },
    ],
    good: [
      {
        name: "an alpha operation stays as it is",
        base: exampleOperation({ "x-stability-level": "alpha" }),
        revision: exampleOperation({ "x-stability-level": "alpha" }),
      },
    ],
  },
  find: (pair) => {
    if (!isExperimental(pair.base) || isSameText(pair.base, pair.revision)) return undefined;
    return pairDifference(pair, isRemoved(pair) ? "removed" : "changed", "incomparable");
  },
});
