import type { Cursor } from "../../src/governance/breaking/structure/cursor.js";
import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import { defineStructuralRule, memberDifference } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "scheme.changed",
  watches: "security-scheme",
  area: "security",
  title: "Credentials are presented in another way",
  why: "Callers send the right secret in the wrong place or form and are refused.",
  remedy: "Add the new scheme under its own name beside the old one.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["api-security-component-type-changed"] },
  examples: {
    bad: [
      {
        name: "the key moves from a header to the query",
        base: exampleOperation(
          { security: [{ key: [] }] },
          { components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } } },
        ),
        revision: exampleOperation(
          { security: [{ key: [] }] },
          { components: { securitySchemes: { key: { type: "apiKey", in: "query", name: "X-Key" } } } },
        ),
      },
    ],
    good: [
      {
        name: "the scheme is described, and its name is written in another case",
        base: exampleOperation(
          { security: [{ bearer: [] }] },
          { components: { securitySchemes: { bearer: { type: "http", scheme: "Bearer" } } } },
        ),
        revision: exampleOperation(
          { security: [{ bearer: [] }] },
          { components: { securitySchemes: { bearer: { type: "http", scheme: "bearer", description: "JWT" } } } },
        ),
      },
    ],
  },
  find: (pair) => {
    const members = ["type", "scheme", "in", "name", "openIdConnectUrl"];
    const changed = members.filter((member) => comparable(pair.base, member) !== comparable(pair.revision, member));
    return changed.map((member) => memberDifference(pair, member, "changed", "incomparable"));
  },
});

/** HTTP schemes and header names are case-insensitive (RFC 9110 §11.1, §5.1). */
function comparable(scheme: Cursor, member: string): string | undefined {
  const value = scheme.text(member);
  const isHeaderName = member === "name" && scheme.text("in") === "header";
  return member === "scheme" || isHeaderName ? value?.toLowerCase() : value;
}
