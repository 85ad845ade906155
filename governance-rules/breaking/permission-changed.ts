import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { promiseDifference } from "../../src/governance/breaking/structure/interlock-extension.js";
import { defineStructuralRule } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "permission-changed",
  watches: "extension",
  area: "security",
  title: "Callers need another permission",
  why: "Whoever holds the old permission only is refused with 403.",
  remedy: "Grant the new permission to every role that has the old one first.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "reading orders needs the permission to release them",
        base: exampleOperation({ "x-interlock": { permission: "order:read" } }),
        revision: exampleOperation({ "x-interlock": { permission: "order:release" } }),
      },
    ],
    good: [
      {
        name: "the same permission",
        base: exampleOperation({ "x-interlock": { permission: "order:read" } }),
        revision: exampleOperation({ "x-interlock": { permission: "order:read", owner: "production" } }),
      },
    ],
  },
  find: (pair) => promiseDifference(pair, "permission"),
});
