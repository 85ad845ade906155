import { exampleRequest } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isAdded,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "media-type.added",
  watches: "media-type",
  area: "operations",
  title: "A media type was added",
  why: "Callers choose what they send and ask for; the changelog names the new form.",
  remedy: "Nothing to do.",
  severity: { strict: "INFO", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["request-body-media-type-added", "response-media-type-added"] },
  examples: {
    bad: [
      {
        name: "XML is accepted as well",
        base: exampleRequest({ content: { "application/json": {} } }),
        revision: exampleRequest({ content: { "application/json": {}, "application/xml": {} } }),
        expected: [],
      },
    ],
    good: [
      {
        name: "the same types in another order",
        base: exampleRequest({ content: { "application/json": {}, "application/xml": {} } }),
        revision: exampleRequest({ content: { "application/xml": {}, "application/json": {} } }),
      },
    ],
  },
  find: (pair) => (isAdded(pair) ? pairDifference(pair, "added", "widened") : undefined),
});
