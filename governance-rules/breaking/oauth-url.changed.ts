import type { Cursor } from "../../src/governance/breaking/structure/cursor.js";
import { exampleOperation } from "../../src/governance/breaking/structure/example-contract.js";
import {
  type Difference,
  defineStructuralRule,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "oauth-url.changed",
  watches: "security-scheme",
  area: "security",
  title: "An OAuth address changed",
  why: "Clients have the authorization, token or refresh address in their configuration and get no token there.",
  remedy: "Keep the old address answering until all clients have moved.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  aliases: { oasdiff: ["api-security-component-oauth-url-changed", "api-security-component-oauth-token-url-changed"] },
  examples: {
    bad: [
      {
        name: "the token address moves",
        base: exampleOperation(
          { security: [{ oauth: [] }] },
          { components: { securitySchemes: { oauth: { flows: { clientCredentials: { tokenUrl: "/token" } } } } } },
        ),
        revision: exampleOperation(
          { security: [{ oauth: [] }] },
          { components: { securitySchemes: { oauth: { flows: { clientCredentials: { tokenUrl: "/t" } } } } } },
        ),
      },
    ],
    good: [
      {
        name: "a flow is added",
        base: exampleOperation(
          { security: [{ oauth: [] }] },
          { components: { securitySchemes: { oauth: { flows: { clientCredentials: { tokenUrl: "/token" } } } } } },
        ),
        revision: exampleOperation(
          { security: [{ oauth: [] }] },
          {
            components: {
              securitySchemes: {
                oauth: { flows: { clientCredentials: { tokenUrl: "/token" }, implicit: { authorizationUrl: "/ask" } } },
              },
            },
          },
        ),
      },
    ],
  },
  find: (pair) =>
    pair.base
      .at("flows")
      .entries()
      .flatMap(([name, flow]) => movedUrls(flow, pair.revision.at("flows").at(name))),
});

function movedUrls(base: Cursor, revision: Cursor): Difference[] {
  if (!revision.exists) return [];
  const members = ["authorizationUrl", "tokenUrl", "refreshUrl"].filter((member) => base.has(member));
  const moved = members.filter((member) => base.text(member) !== revision.text(member));
  return moved.map((member) => memberDifference({ name: member, base, revision }, member, "changed", "incomparable"));
}
