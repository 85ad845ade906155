import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule, pairDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "oauth-flow.removed",
  watches: "security-scheme",
  area: "security",
  title: "An OAuth flow was removed",
  why: "Clients that get their tokens by this flow can get none.",
  remedy: "Keep the flow until its clients use another one.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["api-security-component-oauth-flow-removed"] },
  examples: {
    bad: [
      {
        name: "the implicit flow is dropped",
        base: exampleOperation(
          { security: [{ oauth: [] }] },
          { components: { securitySchemes: { oauth: { flows: { implicit: { authorizationUrl: "/ask" } } } } } },
        ),
        revision: exampleOperation(
          { security: [{ oauth: [] }] },
          { components: { securitySchemes: { oauth: { flows: {} } } } },
        ),
      },
    ],
    good: [
      {
        name: "a flow of a scheme nobody uses is dropped",
        base: exampleOperation(
          {},
          { components: { securitySchemes: { oauth: { flows: { implicit: { authorizationUrl: "/ask" } } } } } },
        ),
        revision: exampleOperation({}, { components: { securitySchemes: { oauth: { flows: {} } } } }),
      },
    ],
  },
  find: (pair) => {
    const [base, revision] = [pair.base.at("flows"), pair.revision.at("flows")];
    const lost = base.entries().filter(([name]) => !revision.has(name));
    return lost.map(([name, flow]) =>
      pairDifference({ name, base: flow, revision: revision.absent() }, "removed", "narrowed"),
    );
  },
});
