import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "res-header.explode-changed",
  watches: "response-header",
  area: "operations",
  title: "An object in a response header is written differently",
  why: "`R=100,G=200` becomes `R,100,G,200` or back; lists and scalars are written the same either way.",
  remedy: "Keep explode as it was.",
  severity: {
    strict: { changed: "ERROR", scalar: "INFO" },
    "tolerant-reader": { changed: "ERROR", scalar: "INFO" },
    oasdiff: "INFO",
    "buf-wire": { changed: "ERROR", scalar: "INFO" },
  },
  examples: {
    bad: [
      {
        name: "an object is written with equal signs",
        base: exampleOperation({
          responses: { "200": { description: "Found", headers: { Color: { schema: { type: "object" } } } } },
        }),
        revision: exampleOperation({
          responses: {
            "200": { description: "Found", headers: { Color: { explode: true, schema: { type: "object" } } } },
          },
        }),
      },
    ],
    good: [
      {
        name: "explode changes on a number",
        base: exampleOperation({
          responses: { "200": { description: "Found", headers: { Age: { schema: { type: "integer" } } } } },
        }),
        revision: exampleOperation({
          responses: {
            "200": { description: "Found", headers: { Age: { explode: true, schema: { type: "integer" } } } },
          },
        }),
      },
    ],
  },
  find: (pair) => {
    const { baseForm, revisionForm } = pair;
    if (!isKept(pair) || baseForm.isExploded === revisionForm.isExploded) return undefined;
    const isHarmless = baseForm.isScalar && revisionForm.isScalar;
    return memberDifference(pair, "explode", isHarmless ? "scalar" : "changed", "incomparable");
  },
});
