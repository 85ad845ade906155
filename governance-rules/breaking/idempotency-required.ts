import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { promiseDifference } from "../../src/governance/breaking/structure/interlock-extension.js";
import { defineStructuralRule } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "idempotency-required",
  watches: "extension",
  area: "lifecycle",
  title: "An Idempotency-Key is now demanded",
  why: "Callers send none yet, so every call is refused.",
  remedy: "Accept the key where it is sent, and demand it with the next major version.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "from none to required",
        base: exampleOperation({ "x-interlock": { idempotency: "none" } }),
        revision: exampleOperation({ "x-interlock": { idempotency: "required" } }),
      },
    ],
    good: [
      {
        name: "the same demand",
        base: exampleOperation({ "x-interlock": { idempotency: "required" } }),
        revision: exampleOperation({ "x-interlock": { idempotency: "required" } }),
      },
    ],
  },
  find: (pair) => {
    const isDemanded = pair.revision.at("x-interlock").text("idempotency") === "required";
    return isDemanded ? promiseDifference(pair, "idempotency", "required") : undefined;
  },
});
