import type { Cursor } from "../../src/governance/breaking/structure/cursor.js";
import { examplePaths } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule, memberDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "major-not-bumped",
  watches: "version",
  area: "lifecycle",
  title: "The contract broke within one major version",
  why: "The major number is the promise that callers need not look (SemVer §8).",
  remedy: "Take the breaking change back, or publish it as a new major version beside the old one.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "an operation disappears with a minor version",
        base: examplePaths({ "/orders": { get: {}, post: {} } }, { info: { title: "Orders", version: "1.0.0" } }),
        revision: examplePaths({ "/orders": { get: {} } }, { info: { title: "Orders", version: "1.1.0" } }),
        expected: ["major-not-bumped", "operation.removed"],
      },
    ],
    good: [
      {
        name: "an operation is added with a minor version",
        base: examplePaths({ "/orders": { get: {} } }, { info: { title: "Orders", version: "1.0.0" } }),
        revision: examplePaths({ "/orders": { get: {}, post: {} } }, { info: { title: "Orders", version: "1.1.0" } }),
      },
    ],
  },
  find: (pair) => {
    const [before, after] = [majorOf(pair.base), majorOf(pair.revision)];
    const isDue = pair.hasBreaking && before !== undefined && before > 0 && after !== undefined && after <= before;
    return isDue ? memberDifference(pair, "version", "kept", "incomparable") : undefined;
  },
});

function majorOf(info: Cursor): number | undefined {
  const major = /^v?(\d+)(\.|$)/.exec(info.text("version") ?? "")?.[1];
  return major === undefined ? undefined : Number(major);
}
