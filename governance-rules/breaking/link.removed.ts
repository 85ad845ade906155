import { isEqualJson } from "../../src/governance/breaking/canonical-json.js";
import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  isRemoved,
  memberDifference,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "link.removed",
  watches: "link",
  area: "operations",
  title: "A link of a response was removed or leads elsewhere",
  why: "Clients that follow the link instead of building the next call themselves lose their way.",
  remedy: "Keep the link and what it points to.",
  severity: { strict: "WARN", "tolerant-reader": "WARN", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "a link disappears",
        base: exampleOperation({
          responses: { "200": { description: "Found", links: { order: { operationId: "getOrder" } } } },
        }),
        revision: exampleOperation({ responses: { "200": { description: "Found" } } }),
      },
      {
        name: "a link leads to another operation",
        base: exampleOperation({
          responses: { "200": { description: "Found", links: { order: { operationId: "getOrder" } } } },
        }),
        revision: exampleOperation({
          responses: { "200": { description: "Found", links: { order: { operationId: "getLot" } } } },
        }),
      },
    ],
    good: [
      {
        name: "a link is described",
        base: exampleOperation({
          responses: { "200": { description: "Found", links: { order: { operationId: "getOrder" } } } },
        }),
        revision: exampleOperation({
          responses: {
            "200": { description: "Found", links: { order: { operationId: "getOrder", description: "The order" } } },
          },
        }),
      },
    ],
  },
  find: (pair) => {
    if (isRemoved(pair)) return pairDifference(pair, "removed", "narrowed");
    const members = ["operationId", "operationRef", "parameters", "requestBody", "server"];
    const changed = members.filter((name) => !isEqualJson(pair.base.at(name).value, pair.revision.at(name).value));
    return isKept(pair) ? changed.map((name) => memberDifference(pair, name, "changed", "incomparable")) : undefined;
  },
});
