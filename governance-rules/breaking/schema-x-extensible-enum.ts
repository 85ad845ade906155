import { defineBreakingRule } from "../../src/governance/breaking/rule.js";

export default defineBreakingRule({
  id: "x-extensible-enum",
  area: "schema",
  title: "Listed values of a list that may grow",
  why: "A value that is gone is missed. New ones are no break: whoever reads such a list has agreed to meet values it does not know.",
  remedy: "Keep the value and mark it as no longer used.",
  severity: {
    strict: { narrowed: { request: "ERROR", response: "INFO" }, widened: "INFO", withdrawn: "WARN", declared: "INFO" },
    "tolerant-reader": {
      narrowed: { request: "ERROR", response: "INFO" },
      widened: "INFO",
      withdrawn: "WARN",
      declared: "INFO",
    },
    oasdiff: { narrowed: { request: "ERROR", response: "INFO" }, widened: "INFO", withdrawn: "INFO", declared: "INFO" },
    "buf-wire": "INFO",
  },
  aliases: {
    oasdiff: ["request-property-x-extensible-enum-value-removed", "request-parameter-x-extensible-enum-value-removed"],
  },
  asymmetry:
    "a list that loses a value in a request breaks senders; one that grows in a response breaks nobody, which is what the extension is for",
  examples: {
    bad: [
      {
        name: "a value of a request is gone",
        base: { type: "string", "x-extensible-enum": ["A", "B"] },
        revision: { type: "string", "x-extensible-enum": ["A"] },
      },
      {
        name: "an extensible list of a request loses one",
        base: { type: "string", enum: ["A", "B"], "x-extensible-enum": true },
        revision: { type: "string", enum: ["A"], "x-extensible-enum": true },
      },
      {
        name: "a list is no longer extensible",
        base: { type: "string", enum: ["A"], "x-extensible-enum": true },
        revision: { type: "string", enum: ["A"] },
        view: "response",
      },
    ],
    good: [
      {
        name: "a reader has agreed to new values",
        base: { type: "string", enum: ["A"], "x-extensible-enum": true },
        revision: { type: "string", enum: ["A", "B"], "x-extensible-enum": true },
        view: "response",
      },
      {
        name: "values are added beside no enum",
        base: { type: "string", "x-extensible-enum": ["A"] },
        revision: { type: "string", "x-extensible-enum": ["A", "B"] },
        view: "response",
      },
      {
        name: "a list becomes extensible",
        base: { type: "string", enum: ["A"] },
        revision: { type: "string", enum: ["A"], "x-extensible-enum": true },
      },
    ],
  },
});
