import { defineBreakingRule } from "../../src/governance/breaking/rule.js";
import { SUBSUMPTION } from "../../src/governance/breaking/severity.js";

export default defineBreakingRule({
  id: "enum",
  area: "schema",
  title: "Listed values",
  why: "A sender uses a value that is gone, or a reader gets a status it has no branch for: a new state of a state machine stops the line that does not know it.",
  remedy: "Declare x-extensible-enum from the first version, or bring the new value in a new major version.",
  severity: {
    strict: SUBSUMPTION,
    "tolerant-reader": SUBSUMPTION,
    oasdiff: { ...SUBSUMPTION, widened: { request: "INFO", response: "WARN" } },
    "buf-wire": "INFO",
  },
  aliases: {
    oasdiff: ["*-enum-value-removed", "*-enum-value-added", "*-became-enum"],
    redocly: ["schema-enum-changed"],
    confluent: ["ENUM_ARRAY_NARROWED", "ENUM_ARRAY_CHANGED"],
    buf: ["ENUM_VALUE_NO_DELETE"],
  },
  examples: {
    bad: [
      {
        name: "a value is taken away from a request",
        base: { enum: ["RELEASED", "HELD"] },
        revision: { enum: ["RELEASED"] },
      },
      {
        name: "a status a reader does not know appears",
        base: { enum: ["RUNNING", "DONE"] },
        revision: { enum: ["RUNNING", "DONE", "SUSPENDED"] },
        view: "response",
      },
      {
        name: "a free text becomes a list",
        base: { type: "string" },
        revision: { type: "string", enum: ["KGM", "MTR"] },
      },
    ],
    good: [
      { name: "a request takes one more value", base: { enum: ["A"] }, revision: { enum: ["A", "B"] } },
      { name: "the order of values means nothing", base: { enum: ["A", "B"] }, revision: { enum: ["B", "A"] } },
      { name: "const is a list of one", base: { const: "A" }, revision: { enum: ["A"] } },
      {
        name: "a value its own type refuses was never there",
        base: { type: "string", enum: ["A", 1] },
        revision: { type: "string", enum: ["A"] },
      },
    ],
  },
});
