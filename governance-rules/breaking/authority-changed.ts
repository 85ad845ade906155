import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { promiseDifference } from "../../src/governance/breaking/structure/interlock-extension.js";
import { defineStructuralRule } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "authority-changed",
  watches: "extension",
  area: "lifecycle",
  title: "Another system is the authority for this data",
  why: "Receivers decide by it whose value wins; after the change two systems believe that they do.",
  remedy: "Move the authority plant by plant with its own version of the contract.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "from ERP to MES",
        base: exampleOperation({ "x-interlock": { authority: "ERP" } }),
        revision: exampleOperation({ "x-interlock": { authority: "MES" } }),
      },
    ],
    good: [
      {
        name: "an authority is named for the first time",
        base: exampleOperation({}),
        revision: exampleOperation({ "x-interlock": { authority: "ERP" } }),
      },
    ],
  },
  find: (pair) => promiseDifference(pair, "authority"),
});
