import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "param.style-changed",
  watches: "parameter",
  area: "operations",
  title: "A parameter is written in another style",
  why: "The same value is put into the URL or header in another form, so the receiver reads something else.",
  remedy: "Keep the style; offer the new form as another parameter.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "a list separated by blanks becomes one separated by pipes",
        base: exampleOperation({ parameters: [{ in: "query", name: "plants", style: "spaceDelimited", schema: {} }] }),
        revision: exampleOperation({
          parameters: [{ in: "query", name: "plants", style: "pipeDelimited", schema: {} }],
        }),
      },
    ],
    good: [
      {
        name: "the default style is written down",
        base: exampleOperation({ parameters: [{ in: "query", name: "plants", schema: {} }] }),
        revision: exampleOperation({ parameters: [{ in: "query", name: "plants", style: "form", schema: {} }] }),
      },
    ],
  },
  find: (pair) => {
    const isRestyled = isKept(pair) && pair.baseForm.style !== pair.revisionForm.style;
    return isRestyled ? memberDifference(pair, "style", "changed", "incomparable") : undefined;
  },
});
