/* oxlint-disable unicorn/no-thenable -- `then` is a JSON Schema keyword; nobody awaits a schema */
import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "if-then-else",
  area: "schema",
  title: "A condition",
  why: "Values the condition applies to are refused, or promised no longer. Which ones is not decidable in general, so it is undecided.",
  remedy: "Model the cases as branches with a tag.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": "INFO",
  },
  aliases: { oasdiff: ["*-if-added", "*-then-added", "*-else-added", "*-if-removed"] },
  examples: {
    bad: [
      {
        name: "a condition appears",
        base: { type: "object" },
        revision: { type: "object", if: { required: ["a"] }, then: { required: ["b"] } },
      },
      {
        name: "a response drops it",
        base: { type: "object", if: { required: ["a"] }, then: { required: ["b"] } },
        revision: { type: "object" },
        view: "response",
      },
      {
        name: "the condition itself changes",
        base: { type: "object", if: { required: ["a"] }, then: { required: ["b"] } },
        revision: { type: "object", if: { required: ["c"] }, then: { required: ["b"] } },
      },
    ],
    good: [
      {
        name: "the condition goes",
        base: { type: "object", if: { required: ["a"] }, then: { required: ["b"] } },
        revision: { type: "object" },
      },
      {
        name: "what it asks for always holds",
        base: { type: "object", required: ["b"] },
        revision: { type: "object", required: ["b"], if: { required: ["a"] }, then: { required: ["b"] } },
      },
      {
        name: "the consequence asks for less",
        base: { type: "object", if: { required: ["a"] }, then: { required: ["b", "c"] } },
        revision: { type: "object", if: { required: ["a"] }, then: { required: ["b"] } },
      },
    ],
  },
});
