import { isEqualJson } from "../../src/governance/breaking/canonical-json.js";
import type { Cursor } from "../../src/governance/breaking/structure/cursor.js";
import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { extensionPair } from "../../src/governance/breaking/structure/interlock-extension.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "sla-loosened",
  watches: "extension",
  area: "lifecycle",
  title: "A promised service level was loosened or dropped",
  why: "Callers set their timeouts and alarms by it.",
  remedy: "Keep the promise; a slower service is another operation.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "from 2 to 60 seconds",
        base: exampleOperation({ "x-interlock": { sla: { p95Seconds: 2 } } }),
        revision: exampleOperation({ "x-interlock": { sla: { p95Seconds: 60 } } }),
      },
      {
        name: "less available",
        base: exampleOperation({ "x-interlock": { sla: { availabilityPercent: 99.9 } } }),
        revision: exampleOperation({ "x-interlock": { sla: { availabilityPercent: 99 } } }),
      },
      {
        name: "the promise is dropped",
        base: exampleOperation({ "x-interlock": { sla: { p95Seconds: 2 } } }),
        revision: exampleOperation({ "x-interlock": {} }),
      },
    ],
    good: [
      {
        name: "from 60 to 2 seconds",
        base: exampleOperation({ "x-interlock": { sla: { p95Seconds: 60 } } }),
        revision: exampleOperation({ "x-interlock": { sla: { p95Seconds: 2 } } }),
      },
    ],
  },
  find: (pair) => {
    if (!isKept(pair)) return undefined;
    const extension = extensionPair(pair);
    const [base, revision] = [extension.base.at("sla"), extension.revision.at("sla")];
    const levels = { name: "sla", base, revision };
    const loosened = base.entries().filter(([name]) => isLoosened(name, base, revision));
    return loosened.map(([name]) => memberDifference(levels, name, "loosened", "widened"));
  },
});

/** A share such as availability is better when it is high, a time when it is low. */
function isLoosened(name: string, base: Cursor, revision: Cursor): boolean {
  const [before, after] = [base.at(name).value, revision.at(name).value];
  if (typeof before !== "number" || typeof after !== "number") return !isEqualJson(before, after);
  return name.endsWith("Percent") ? after < before : after > before;
}
