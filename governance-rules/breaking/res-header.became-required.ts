import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "res-header.became-required",
  watches: "response-header",
  area: "operations",
  title: "A response header is now always sent",
  why: "Callers get more than they were promised; the changelog tells them that they may rely on it.",
  remedy: "Nothing to do.",
  severity: { strict: "INFO", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["response-header-became-required"] },
  examples: {
    bad: [
      {
        name: "Location is promised",
        base: exampleOperation({
          responses: { "201": { description: "Made", headers: { Location: { schema: {} } } } },
        }),
        revision: exampleOperation({
          responses: { "201": { description: "Made", headers: { Location: { required: true, schema: {} } } } },
        }),
        expected: [],
      },
    ],
    good: [
      {
        name: "Location was always promised",
        base: exampleOperation({
          responses: { "201": { description: "Made", headers: { Location: { required: true, schema: {} } } } },
        }),
        revision: exampleOperation({
          responses: { "201": { description: "Made", headers: { location: { required: true, schema: {} } } } },
        }),
      },
    ],
  },
  find: (pair) => {
    const isPromised = isKept(pair) && !pair.baseForm.isRequired && pair.revisionForm.isRequired;
    return isPromised ? memberDifference(pair, "required", "narrowed", "narrowed") : undefined;
  },
});
