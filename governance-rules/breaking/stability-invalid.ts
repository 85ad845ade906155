import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { stabilityRank } from "../../src/governance/breaking/structure/stability.js";
import { defineStructuralRule, memberDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "stability-invalid",
  watches: "operation",
  area: "lifecycle",
  title: "The level of stability is none that is known",
  why: "Nobody can tell what was promised, so nothing can be said to be kept.",
  remedy: "Write draft, alpha, beta or stable, or leave x-stability-level out.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "INFO" },
  aliases: { oasdiff: ["api-invalid-stability-level"] },
  examples: {
    bad: [
      {
        name: "an unknown level",
        base: exampleOperation({}),
        revision: exampleOperation({ "x-stability-level": "solid" }),
      },
    ],
    good: [
      {
        name: "a known level",
        base: exampleOperation({}),
        revision: exampleOperation({ "x-stability-level": "stable" }),
      },
    ],
  },
  find: (pair) => {
    const isUnknown = [pair.base, pair.revision].some((place) => stabilityRank(place) === undefined);
    return isUnknown ? memberDifference(pair, "x-stability-level", "invalid", "incomparable") : undefined;
  },
});
