import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { promiseDifference } from "../../src/governance/breaking/structure/interlock-extension.js";
import { defineStructuralRule } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "data-class-changed",
  watches: "extension",
  area: "lifecycle",
  title: "The data is classified differently",
  why: "Who may see, store and forward it follows from the class, at every receiver.",
  remedy: "Have the receivers agree to the new class before the revision is promoted.",
  severity: { strict: "WARN", "tolerant-reader": "WARN", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "from internal to regulated",
        base: exampleOperation({ "x-interlock": { dataClass: "internal" } }),
        revision: exampleOperation({ "x-interlock": { dataClass: "gxp" } }),
      },
    ],
    good: [
      {
        name: "a class is named for the first time",
        base: exampleOperation({}),
        revision: exampleOperation({ "x-interlock": { dataClass: "internal" } }),
      },
    ],
  },
  find: (pair) => promiseDifference(pair, "dataClass"),
});
