import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import { promiseDifference } from "../../src/governance/breaking/structure/interlock-extension.js";
import { defineStructuralRule } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "dedup-key.changed",
  watches: "extension",
  area: "asyncapi",
  title: "Duplicates are recognised by another key",
  why: "Receivers that drop repeats by the old key now process some messages twice or lose some.",
  remedy: "Keep the key; add the new one beside it.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "another member",
        base: exampleMessage({ "x-interlock": { dedupKey: "id" } }),
        revision: exampleMessage({ "x-interlock": { dedupKey: "sequence" } }),
      },
    ],
    good: [
      {
        name: "the same member",
        base: exampleMessage({ "x-interlock": { dedupKey: "id" } }),
        revision: exampleMessage({ "x-interlock": { dedupKey: "id" } }),
      },
    ],
  },
  find: (pair) => promiseDifference(pair, "dedupKey"),
});
