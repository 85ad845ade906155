import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule, pairDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "media-type.range-widened",
  watches: "media-type",
  area: "operations",
  title: "A response names a range where it named one media type",
  why: "A caller that reads the one type may now get another of the range.",
  remedy: "Name the types that are really sent.",
  severity: {
    strict: { widened: { request: "INFO", response: "ERROR" } },
    "tolerant-reader": { widened: { request: "INFO", response: "WARN" } },
    oasdiff: "INFO",
    "buf-wire": { widened: { request: "INFO", response: "ERROR" } },
  },
  examples: {
    bad: [
      {
        name: "a picture may now be of any kind",
        base: exampleOperation({ responses: { "200": { description: "Picture", content: { "image/png": {} } } } }),
        revision: exampleOperation({ responses: { "200": { description: "Picture", content: { "image/*": {} } } } }),
      },
    ],
    good: [
      {
        name: "a picture of any kind is now always PNG",
        base: exampleOperation({ responses: { "200": { description: "Picture", content: { "image/*": {} } } } }),
        revision: exampleOperation({ responses: { "200": { description: "Picture", content: { "image/png": {} } } } }),
      },
    ],
  },
  find: (pair) => (pair.isRangeWidened ? pairDifference(pair, "widened", "widened") : undefined),
});
