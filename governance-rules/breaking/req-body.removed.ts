import { exampleRequest } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "req-body.removed",
  watches: "request-body",
  area: "operations",
  title: "A request body was removed",
  why: "What callers send is no longer read, and a strict server refuses it.",
  remedy: "Keep accepting the body, or offer another operation without one.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "WARN", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "the body disappears",
        base: exampleRequest({ content: { "application/json": {} } }),
        revision: exampleRequest(undefined),
      },
    ],
    good: [
      {
        name: "the body becomes optional",
        base: exampleRequest({ required: true, content: { "application/json": {} } }),
        revision: exampleRequest({ content: { "application/json": {} } }),
      },
    ],
  },
  find: (pair) => (isRemoved(pair) ? pairDifference(pair, "removed", "narrowed") : undefined),
});
