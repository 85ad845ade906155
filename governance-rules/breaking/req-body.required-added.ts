import { exampleRequest } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isAdded,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "req-body.required-added",
  watches: "request-body",
  area: "operations",
  title: "A mandatory request body was added",
  why: "No caller sends a body yet, so every call is refused.",
  remedy: "Make the body optional and say what its absence means.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  aliases: { oasdiff: ["request-body-added-required"] },
  examples: {
    bad: [
      {
        name: "a mandatory body is added",
        base: exampleRequest(undefined),
        revision: exampleRequest({ required: true, content: { "application/json": {} } }),
      },
    ],
    good: [
      {
        name: "an optional body is added",
        base: exampleRequest(undefined),
        revision: exampleRequest({ content: { "application/json": {} } }),
      },
    ],
  },
  find: (pair) =>
    isAdded(pair) && pair.revision.isTrue("required") ? pairDifference(pair, "added", "narrowed") : undefined,
});
