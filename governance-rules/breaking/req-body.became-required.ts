import { exampleRequest } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "req-body.became-required",
  watches: "request-body",
  area: "operations",
  title: "An optional request body became mandatory",
  why: "Callers that send none, as they may, are refused.",
  remedy: "Keep the body optional and define what its absence means.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  aliases: { oasdiff: ["request-body-became-required"] },
  examples: {
    bad: [
      {
        name: "the body becomes mandatory",
        base: exampleRequest({ content: { "application/json": {} } }),
        revision: exampleRequest({ required: true, content: { "application/json": {} } }),
      },
    ],
    good: [
      {
        name: "the default of `required` is written down",
        base: exampleRequest({ content: { "application/json": {} } }),
        revision: exampleRequest({ required: false, content: { "application/json": {} } }),
      },
    ],
  },
  find: (pair) => {
    const isNewlyDemanded = isKept(pair) && !pair.base.isTrue("required") && pair.revision.isTrue("required");
    return isNewlyDemanded ? memberDifference(pair, "required", "narrowed", "narrowed") : undefined;
  },
});
