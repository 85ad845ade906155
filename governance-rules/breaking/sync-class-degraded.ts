import type { Cursor } from "../../src/governance/breaking/structure/cursor.js";
import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { LATENCY_CLASSES, promiseDifference } from "../../src/governance/breaking/structure/interlock-extension.js";
import { defineStructuralRule, isKept } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "sync-class-degraded",
  watches: "extension",
  area: "lifecycle",
  title: "The latency class was lowered",
  why: "A caller that waits for real time now gets its answer or event near real time or in a batch.",
  remedy: "Keep the class, or publish the slower way as another operation.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "from real time to batch",
        base: exampleOperation({ "x-interlock": { class: "RT" } }),
        revision: exampleOperation({ "x-interlock": { class: "BATCH" } }),
      },
    ],
    good: [
      {
        name: "from batch to real time",
        base: exampleOperation({ "x-interlock": { class: "BATCH" } }),
        revision: exampleOperation({ "x-interlock": { class: "RT" } }),
      },
    ],
  },
  find: (pair) => {
    const [before, after] = [pair.base, pair.revision].map((place) => classRank(place));
    const isDegraded = isKept(pair) && before !== undefined && before >= 0 && (after ?? 0) > before;
    return isDegraded ? promiseDifference(pair, "class", "degraded") : undefined;
  },
});

/** A class that is missing or unknown promises less than any known one. */
function classRank(place: Cursor): number {
  const text = place.at("x-interlock").text("class");
  const rank = LATENCY_CLASSES.indexOf(text ?? "");
  return rank < 0 ? LATENCY_CLASSES.length : rank;
}
