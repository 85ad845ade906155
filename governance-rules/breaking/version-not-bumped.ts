import { examplePaths } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule, memberDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "version-not-bumped",
  watches: "version",
  area: "lifecycle",
  title: "The contract changed but its version did not",
  why: "Two different contracts carry one version; whoever names it in a bug report or a cache means one of them.",
  remedy: "Raise info.version: the minor number for additions, the major number for breaking changes (SemVer).",
  severity: { strict: "WARN", "tolerant-reader": "WARN", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "an operation is added under the same version",
        base: examplePaths({ "/orders": { get: {} } }, { info: { title: "Orders", version: "1.0.0" } }),
        revision: examplePaths({ "/orders": { get: {}, post: {} } }, { info: { title: "Orders", version: "1.0.0" } }),
      },
    ],
    good: [
      {
        name: "an operation is added under a new version",
        base: examplePaths({ "/orders": { get: {} } }, { info: { title: "Orders", version: "1.0.0" } }),
        revision: examplePaths({ "/orders": { get: {}, post: {} } }, { info: { title: "Orders", version: "1.1.0" } }),
      },
      {
        name: "nothing is promised before version 1",
        base: examplePaths({ "/orders": { get: {} } }, { info: { title: "Orders", version: "0.1.0" } }),
        revision: examplePaths({ "/orders": { get: {}, post: {} } }, { info: { title: "Orders", version: "0.1.0" } }),
      },
    ],
  },
  find: (pair) => {
    const before = pair.base.text("version");
    const isSame = before !== undefined && before === pair.revision.text("version");
    const isDue = pair.hasChanges && !pair.hasBreaking && isSame && !before.startsWith("0.");
    return isDue ? memberDifference(pair, "version", "kept", "incomparable") : undefined;
  },
});
