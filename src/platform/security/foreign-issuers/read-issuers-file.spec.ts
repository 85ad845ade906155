import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { EnvironmentError } from "../../../config/environment-error.js";
import { loadPolicy } from "../policy/load-policy.js";
import type { ForeignIssuerSettings } from "./foreign-issuer-settings.js";
import { readIssuersFile } from "./read-issuers-file.js";

const ISSUER = { name: "corporate", issuer: "https://id.example", audience: "interlock" };
const ROLES = { roles: { erp: { role: "erp-service", plants: "*" } } };

describe("the issuers file", () => {
  const policy = loadPolicy();
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "interlock-issuers-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const read = (content: unknown): readonly ForeignIssuerSettings[] => {
    const file = join(folder, "issuers.yaml");
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return readIssuersFile(file, policy);
  };

  it("fills in what RFC 9068 and OpenID Connect Discovery say", () => {
    const [settings] = read({ issuers: [{ ...ISSUER, ...ROLES }] });
    assert.deepEqual(settings?.keySet, {
      kind: "discovery",
      url: "https://id.example/.well-known/openid-configuration",
    });
    assert.deepEqual(
      [settings.tokenType, settings.algorithms, settings.clockToleranceSeconds],
      ["at+jwt", ["RS256"], 30],
    );
    assert.deepEqual(settings.readSubject({ client_id: "erp-1" }), { id: "erp-1", kind: "SERVICE" });
  });

  it("may be YAML, as people write it", () => {
    const [settings] = read(`
issuers:
  - name: corporate
    preset: keycloak
    client: interlock
    issuer: https://id.example/realms/plant
    clockToleranceSeconds: 60
    roles:
      mes: { role: mes-service, plants: from-token }
    plantsClaim: [plant, codes]
`);
    assert.deepEqual([settings?.tokenType, settings?.clockToleranceSeconds], ["JWT", 60]);
    assert.deepEqual([settings?.plantPath, settings?.audience], [["plant", "codes"], ["interlock"]]);
  });

  const entry = (change: object): unknown => ({ issuers: [{ ...ISSUER, ...ROLES, ...change }] });
  const refused: readonly (readonly [string, unknown, RegExp])[] = [
    ["no YAML", "issuers: [", /flow sequence/i],
    ["a key twice", "issuers: []\nissuers: []", /unique/],
    ["no issuers", {}, /the file lacks the key issuers/],
    ["a misspelt key", entry({ audiences: "x" }), /issuers\[0\] has the unknown key audiences/],
    ["no roles", { issuers: [ISSUER] }, /issuers\[0\] lacks the key roles/],
    [
      "a clock tolerance over a minute",
      entry({ clockToleranceSeconds: 61 }),
      /issuers\[0\]\.clockToleranceSeconds must be <= 60/,
    ],
    ["a symmetric algorithm", entry({ algorithms: ["HS256"] }), /issuers\[0\]\.algorithms\[0\] must be one of RS256/],
    [
      "no audience",
      { issuers: [{ name: "a", issuer: "https://id.example", ...ROLES }] },
      /issuers\[0\]\.audience is missing/,
    ],
    ["plain http", entry({ issuer: "http://id.example" }), /issuers\[0\]\.discoveryUrl cannot be used: .*not https/],
    [
      "keys in two places",
      entry({ jwksUri: "https://id.example/k", jwks: { keys: [] } }),
      /jwks, jwksUri and discoveryUrl exclude/,
    ],
    [
      "a role that the policy does not know",
      entry({ roles: { erp: { role: "emperor", plants: "*" } } }),
      /issuers\[0\]\.roles\.erp: role emperor is unknown/,
    ],
    [
      "a plant role for every plant",
      entry({ roles: { mes: { role: "mes-service", plants: "*" } } }),
      /issuers\[0\]\.roles\.mes: /,
    ],
    [
      "a name twice",
      {
        issuers: [
          { ...ISSUER, ...ROLES },
          { ...ISSUER, ...ROLES, issuer: "https://b.example" },
        ],
      },
      /issuers\[1\]\.name corporate comes twice/,
    ],
    [
      "an issuer twice",
      {
        issuers: [
          { ...ISSUER, ...ROLES },
          { ...ISSUER, ...ROLES, name: "b" },
        ],
      },
      /issuers\[1\]\.issuer .* comes twice/,
    ],
    ["Keycloak without its client", entry({ preset: "keycloak" }), /issuers\[0\]\.client is missing/],
    ["Entra without its tenant", entry({ preset: "entra" }), /issuers\[0\]\.tenantId is missing/],
    [
      "tokens of type JWT without anything that tells them from ID tokens",
      entry({ tokenType: "JWT" }),
      /requiredValues must name a claim/,
    ],
  ];
  for (const [what, content, message] of refused) {
    it(`is refused with ${what}, naming the file, the setting and the key`, () => {
      assert.throws(
        () => read(content),
        (error) =>
          error instanceof EnvironmentError &&
          error.message.includes("INTERLOCK_ISSUERS_FILE") &&
          message.test(error.message),
      );
    });
  }

  it("is refused when it is not there", () => {
    assert.throws(() => readIssuersFile(join(folder, "none.yaml"), policy), /ENOENT/);
  });
});
