import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "dynamic-ref",
  area: "schema",
  title: "What cannot be compared",
  why: "A dynamic reference, or one that leads nowhere in the document, can mean anything; nothing is proven about it.",
  remedy: "Use a plain reference inside the bundle.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": "INFO",
  },
  examples: {
    bad: [
      {
        name: "a dynamic reference appears",
        base: { type: "string" },
        revision: { type: "string", $dynamicRef: "#x" },
      },
      {
        name: "a reference leads nowhere",
        base: { type: "string" },
        revision: { allOf: [{ type: "string" }, { $ref: "#/components/schemas/Gone" }] },
      },
      {
        name: "a response gets rid of one",
        base: { type: "string", $dynamicRef: "#x" },
        revision: { type: "string" },
        view: "response",
      },
    ],
    good: [
      {
        name: "it is as it was",
        base: { type: "string", $dynamicRef: "#x" },
        revision: { type: "string", $dynamicRef: "#x", description: "a tree" },
      },
    ],
  },
});
