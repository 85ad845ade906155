import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "res-header.removed",
  watches: "response-header",
  area: "operations",
  title: "A response header was removed",
  why: "Callers that read it, such as Location or ETag, cannot go on.",
  remedy: "Keep sending the header, mark it deprecated, and remove it with the next major version.",
  severity: {
    strict: { required: "ERROR", optional: "WARN" },
    "tolerant-reader": { required: "ERROR", optional: "WARN" },
    oasdiff: { required: "ERROR", optional: "WARN" },
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["required-response-header-removed", "optional-response-header-removed"] },
  examples: {
    bad: [
      {
        name: "a promised header disappears",
        base: exampleOperation({
          responses: { "201": { description: "Made", headers: { Location: { required: true, schema: {} } } } },
        }),
        revision: exampleOperation({ responses: { "201": { description: "Made" } } }),
      },
    ],
    good: [
      {
        name: "a header is written in another case",
        base: exampleOperation({ responses: { "200": { description: "Found", headers: { ETag: { schema: {} } } } } }),
        revision: exampleOperation({
          responses: { "200": { description: "Found", headers: { etag: { schema: {} } } } },
        }),
      },
    ],
  },
  find: (pair) => {
    if (!isRemoved(pair)) return undefined;
    return pairDifference(pair, pair.baseForm.isRequired ? "required" : "optional", "narrowed");
  },
});
