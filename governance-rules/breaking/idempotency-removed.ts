import type { Cursor } from "../../src/governance/breaking/structure/cursor.js";
import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { promiseDifference } from "../../src/governance/breaking/structure/interlock-extension.js";
import { defineStructuralRule } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "idempotency-removed",
  watches: "extension",
  area: "lifecycle",
  title: "Repeating a request is no longer safe",
  why: "Callers that repeat after a timeout, as they were told to, post the same thing twice.",
  remedy: "Keep honouring the Idempotency-Key.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "from required to none",
        base: exampleOperation({ "x-interlock": { idempotency: "required" } }),
        revision: exampleOperation({ "x-interlock": { idempotency: "none" } }),
      },
    ],
    good: [
      {
        name: "the same promise",
        base: exampleOperation({ "x-interlock": { idempotency: "required" } }),
        revision: exampleOperation({ "x-interlock": { idempotency: "required" } }),
      },
    ],
  },
  find: (pair) => {
    const wasPromised = isPromised(pair.base);
    return wasPromised && !isPromised(pair.revision) ? promiseDifference(pair, "idempotency", "removed") : undefined;
  },
});

function isPromised(place: Cursor): boolean {
  const idempotency = place.at("x-interlock").text("idempotency");
  return idempotency !== undefined && idempotency !== "none";
}
