import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { stabilityRank } from "../../src/governance/breaking/structure/stability.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "stability-decreased",
  watches: "announced",
  area: "lifecycle",
  title: "A promise of stability was taken back",
  why: "What was promised to stay may now change without notice.",
  remedy: "Keep x-stability-level; mark only new things as draft, alpha or beta.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "INFO" },
  aliases: {
    oasdiff: [
      "api-stability-decreased",
      "request-parameter-stability-decreased",
      "request-property-stability-decreased",
      "response-property-stability-decreased",
    ],
  },
  examples: {
    bad: [
      {
        name: "a stable operation becomes beta",
        base: exampleOperation({}),
        revision: exampleOperation({ "x-stability-level": "beta" }),
      },
    ],
    good: [
      {
        name: "a beta operation becomes stable",
        base: exampleOperation({ "x-stability-level": "beta" }),
        revision: exampleOperation({ "x-stability-level": "stable" }),
      },
    ],
  },
  find: (pair) => {
    const [before, after] = [stabilityRank(pair.base), stabilityRank(pair.revision)];
    const isDecreased = before !== undefined && after !== undefined && after < before;
    return isKept(pair) && isDecreased
      ? memberDifference(pair, "x-stability-level", "decreased", "widened")
      : undefined;
  },
});
