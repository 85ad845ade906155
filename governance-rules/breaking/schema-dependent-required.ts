import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "dependent-required",
  area: "schema",
  title: "A member that another one brings",
  why: "An object with the one and without the other is refused.",
  remedy: "Give the missing member a default at the receiver.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: SUBSUMPTION,
    "buf-wire": "INFO",
  },
  aliases: {
    oasdiff: ["*-dependent-required-added", "*-dependent-required-removed", "*-dependent-required-changed"],
    confluent: ["DEPENDENCY_ARRAY_ADDED", "DEPENDENCY_ARRAY_EXTENDED"],
  },
  examples: {
    bad: [
      {
        name: "a unit is asked for with a quantity",
        base: { type: "object" },
        revision: { type: "object", dependentRequired: { quantity: ["unit"] } },
      },
      {
        name: "a response may leave the unit out",
        base: { type: "object", dependentRequired: { quantity: ["unit"] } },
        revision: { type: "object" },
        view: "response",
      },
    ],
    good: [
      {
        name: "the condition goes",
        base: { type: "object", dependentRequired: { quantity: ["unit"] } },
        revision: { type: "object" },
      },
      {
        name: "what is always there is there",
        base: { type: "object", required: ["unit"] },
        revision: { type: "object", required: ["unit"], dependentRequired: { quantity: ["unit"] } },
      },
      {
        name: "the older dependencies say the same",
        base: { type: "object", dependencies: { quantity: ["unit"] } },
        revision: { type: "object", dependentRequired: { quantity: ["unit"] } },
      },
    ],
  },
});
