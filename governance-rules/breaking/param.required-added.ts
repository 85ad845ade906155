import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isAdded,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "param.required-added",
  watches: "parameter",
  area: "operations",
  title: "A mandatory parameter was added",
  why: "No caller sends it yet, so every call is refused.",
  remedy: "Make the parameter optional and say what its absence means.",
  // A default may let the receiver fill the gap, but a validator still refuses; a policy can tell the two apart.
  severity: {
    strict: { added: "ERROR", "with-default": "ERROR" },
    "tolerant-reader": { added: "ERROR", "with-default": "ERROR" },
    oasdiff: { added: "ERROR", "with-default": "ERROR" },
    "buf-wire": { added: "ERROR", "with-default": "INFO" },
  },
  aliases: { oasdiff: ["new-required-request-parameter"] },
  examples: {
    bad: [
      {
        name: "a mandatory filter is added",
        base: exampleOperation({}),
        revision: exampleOperation({
          parameters: [{ in: "query", name: "plant", required: true, schema: { type: "string" } }],
        }),
      },
    ],
    good: [
      {
        name: "a default fills the gap, for a policy that only asks whether the other side can read",
        base: exampleOperation({}),
        revision: exampleOperation({
          parameters: [{ in: "query", name: "plant", required: true, schema: { default: "DE1" } }],
        }),
        profile: "buf-wire",
      },
      {
        name: "an optional filter is added",
        base: exampleOperation({}),
        revision: exampleOperation({ parameters: [{ in: "query", name: "plant", schema: { type: "string" } }] }),
      },
    ],
  },
  find: (pair) => {
    if (!isAdded(pair) || !pair.revisionForm.isRequired) return undefined;
    const hasDefault = pair.revision.at("schema").has("default");
    return pairDifference(pair, hasDefault ? "with-default" : "added", "narrowed");
  },
});
