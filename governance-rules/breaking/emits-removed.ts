import type { Cursor } from "../../src/governance/breaking/structure/cursor.js";
import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { extensionPair } from "../../src/governance/breaking/structure/interlock-extension.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "emits-removed",
  watches: "extension",
  area: "lifecycle",
  title: "An operation no longer leads to an event",
  why: "Subscribers wait for an event that never comes.",
  remedy: "Keep emitting the event, or move its subscribers first.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "an event is dropped",
        base: exampleOperation({ "x-interlock": { emits: ["order.released", "order.validated"] } }),
        revision: exampleOperation({ "x-interlock": { emits: ["order.released"] } }),
      },
    ],
    good: [
      {
        name: "an event is added",
        base: exampleOperation({ "x-interlock": { emits: ["order.released"] } }),
        revision: exampleOperation({ "x-interlock": { emits: ["order.validated", "order.released"] } }),
      },
    ],
  },
  find: (pair) => {
    const [before, after] = [emittedBy(pair.base), emittedBy(pair.revision)];
    const lost = before.filter((event) => !after.includes(event)).toSorted();
    if (!isKept(pair) || lost.length === 0) return undefined;
    return { ...memberDifference(extensionPair(pair), "emits", "removed", "narrowed"), subjects: lost };
  },
});

function emittedBy(place: Cursor): string[] {
  return place
    .at("x-interlock")
    .at("emits")
    .items()
    .map(({ value }) => String(value));
}
