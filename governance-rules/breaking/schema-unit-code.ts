import { defineBreakingRule } from "../../src/governance/breaking/rule.js";

export default defineBreakingRule({
  id: "unit-code",
  area: "schema",
  title: "Unit of measure",
  why: "A quantity in another unit is a wrong quantity that every validator lets pass.",
  remedy: "Add a member in the new unit, or send the unit beside the quantity.",
  severity: {
    strict: { narrowed: "WARN", widened: "ERROR", changed: "ERROR" },
    "tolerant-reader": { narrowed: "WARN", widened: "ERROR", changed: "ERROR" },
    oasdiff: "INFO",
    "buf-wire": "INFO",
  },
  examples: {
    bad: [
      {
        name: "kilograms become pounds in a response",
        base: { type: "number", "x-unit": "KGM" },
        revision: { type: "number", "x-unit": "LBR" },
        view: "response",
      },
      {
        name: "grams are asked for in a request",
        base: { type: "number", "x-interlock": { unitCode: "KGM" } },
        revision: { type: "number", "x-interlock": { unitCode: "GRM" } },
      },
      {
        name: "nobody says any more which unit it is",
        base: { type: "number", "x-unit": "KGM" },
        revision: { type: "number" },
        view: "response",
      },
      {
        name: "a unit is given to a quantity that had none",
        base: { type: "number" },
        revision: { type: "number", "x-unit": "KGM" },
      },
    ],
    good: [
      {
        name: "the unit is as it was",
        base: { type: "number", "x-unit": "KGM" },
        revision: { type: "number", "x-unit": "KGM", description: "net weight" },
      },
    ],
  },
});
