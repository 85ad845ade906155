import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule, memberDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "scheme.bearer-format-changed",
  watches: "security-scheme",
  area: "security",
  title: "The hint about the form of the token changed",
  why: "bearerFormat is a hint (OpenAPI 3.1 §4.8.27); a changed one often means that tokens come from elsewhere.",
  remedy: "Make sure that tokens issued until now are still accepted.",
  severity: { strict: "WARN", "tolerant-reader": "INFO", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "JWT becomes opaque",
        base: exampleOperation(
          { security: [{ bearer: [] }] },
          { components: { securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } } },
        ),
        revision: exampleOperation(
          { security: [{ bearer: [] }] },
          { components: { securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "opaque" } } } },
        ),
      },
    ],
    good: [
      {
        name: "the hint is the same",
        base: exampleOperation(
          { security: [{ bearer: [] }] },
          { components: { securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } } },
        ),
        revision: exampleOperation(
          { security: [{ bearer: [] }] },
          { components: { securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } } },
        ),
      },
    ],
  },
  find: (pair) =>
    pair.base.text("bearerFormat") === pair.revision.text("bearerFormat")
      ? undefined
      : memberDifference(pair, "bearerFormat", "changed", "incomparable"),
});
