import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "any-of",
  area: "schema",
  title: "A choice of schemas",
  why: "A value of a branch that is gone is refused, or a reader gets a branch it does not know.",
  remedy: "Keep the branches that are in use.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": SUBSUMPTION,
  },
  aliases: { oasdiff: ["*-any-of-removed", "*-any-of-added"], confluent: ["SUM_TYPE_NARROWED"] },
  examples: {
    bad: [
      {
        name: "a branch of a request is gone",
        base: { anyOf: [{ type: "string" }, { type: "integer" }, { type: "object" }, { type: "array" }] },
        revision: { anyOf: [{ type: "string" }, { type: "integer" }, { type: "object" }] },
      },
      {
        name: "a response brings a new branch",
        base: { anyOf: [{ type: "string" }, { type: "object" }] },
        revision: { anyOf: [{ type: "string" }, { type: "object" }, { type: "integer" }] },
        view: "response",
      },
    ],
    good: [
      {
        name: "a request takes one more branch",
        base: { anyOf: [{ type: "string" }] },
        revision: { anyOf: [{ type: "string" }, { type: "integer" }] },
      },
      {
        name: "types and branches say the same",
        base: { type: ["string", "integer"] },
        revision: { anyOf: [{ type: "string" }, { type: "integer" }] },
      },
    ],
  },
});
