import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule, memberDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "server.removed",
  watches: "servers",
  area: "operations",
  title: "A server address was removed",
  why: "Callers have the address in their configuration and reach nobody there.",
  remedy: "Keep the old address answering, and listed, until its callers have moved.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "the base address changes",
        base: exampleOperation({}, { servers: [{ url: "/orders/v1" }] }),
        revision: exampleOperation({}, { servers: [{ url: "/production/v1" }] }),
      },
      {
        name: "one value of a server variable is dropped",
        base: exampleOperation(
          {},
          {
            servers: [
              { url: "https://{plant}.example", variables: { plant: { default: "de1", enum: ["de1", "us2"] } } },
            ],
          },
        ),
        revision: exampleOperation(
          {},
          {
            servers: [{ url: "https://{plant}.example", variables: { plant: { default: "de1", enum: ["de1"] } } }],
          },
        ),
      },
    ],
    good: [
      {
        name: "an address is added",
        base: exampleOperation({}, { servers: [{ url: "/orders/v1" }] }),
        revision: exampleOperation({}, { servers: [{ url: "/orders/v1/" }, { url: "https://orders.example/v1" }] }),
      },
    ],
  },
  find: (pair) => {
    const lost = pair.baseUrls.filter((url) => !pair.revisionUrls.includes(url));
    if (lost.length === 0) return undefined;
    return { ...memberDifference(pair, "servers", "removed", "narrowed"), subjects: lost };
  },
});
