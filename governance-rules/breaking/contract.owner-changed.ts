import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { promiseDifference } from "../../src/governance/breaking/structure/interlock-extension.js";
import { defineStructuralRule } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "contract.owner-changed",
  watches: "contract",
  area: "lifecycle",
  title: "The contract has another owner",
  why: "Callers know whom to ask and whose approval counts; both move.",
  remedy: "Have the new owner approve the revision and tell the callers.",
  severity: { strict: "WARN", "tolerant-reader": "WARN", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "another team",
        base: exampleOperation({}, { "x-interlock": { owner: "production-integration" } }),
        revision: exampleOperation({}, { "x-interlock": { owner: "warehouse" } }),
      },
    ],
    good: [
      {
        name: "an owner is named for the first time",
        base: exampleOperation({}),
        revision: exampleOperation({}, { "x-interlock": { owner: "warehouse" } }),
      },
    ],
  },
  find: (pair) => promiseDifference(pair, "owner"),
});
