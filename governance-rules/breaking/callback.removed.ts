import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "callback.removed",
  watches: "callback",
  area: "operations",
  title: "A callback is no longer made",
  why: "Receivers wait for a call that never comes.",
  remedy: "Keep making the callback to callers that asked for it.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "a callback disappears",
        base: exampleOperation({ callbacks: { done: { "{$request.query.url}": { post: {} } } } }),
        revision: exampleOperation({}),
      },
    ],
    good: [
      {
        name: "a callback is added",
        base: exampleOperation({}),
        revision: exampleOperation({ callbacks: { done: { "{$request.query.url}": { post: {} } } } }),
      },
    ],
  },
  find: (pair) => (isRemoved(pair) ? pairDifference(pair, "removed", "narrowed") : undefined),
});
