import { defineBreakingRule } from "../../src/governance/breaking/rule.js";

export default defineBreakingRule({
  id: "xml",
  area: "schema",
  title: "Spelling in XML",
  why: "An element or attribute is not found under its old name.",
  remedy: "Keep the old spelling in this version.",
  severity: {
    strict: "ERROR",
    "tolerant-reader": "ERROR",
    oasdiff: "INFO",
    "buf-wire": "ERROR",
  },
  examples: {
    bad: [
      {
        name: "an element is renamed",
        base: { type: "string", xml: { name: "id" } },
        revision: { type: "string", xml: { name: "orderId" } },
      },
      {
        name: "it becomes an attribute",
        base: { type: "string" },
        revision: { type: "string", xml: { attribute: true } },
        view: "response",
      },
    ],
    good: [
      {
        name: "it is as it was",
        base: { type: "string", xml: { name: "id" } },
        revision: { type: "string", xml: { name: "id" }, description: "number" },
      },
    ],
  },
});
