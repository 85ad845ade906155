import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pino } from "pino";
import { ManualClock } from "../../../../test/support/security/manual-clock.js";
import { StandInIssuer } from "../../../../test/support/security/stand-in-issuer.js";
import { CredentialRefusal } from "../tokens/credential-refusal.js";
import { TokenVerifier } from "../tokens/token-verifier.js";
import { completeSettings } from "./complete-settings.js";
import { createForeignIssuers } from "./create-foreign-issuers.js";
import type { IssuerDocument } from "./issuers-document.js";

type Claims = Readonly<Record<string, unknown>>;

const TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const OBJECT_ID = "9f1c7f2e-5a3b-4c1d-8e2f-0a1b2c3d4e5f";
const APPLICATION = "6e74172b-be56-4843-9ff4-e66a39bb12e3";

/** A verifier for one issuer whose keys are those of the stand-in. */
function verifierFor(entry: IssuerDocument, clock: ManualClock, reader: StandInIssuer): TokenVerifier {
  const settings = completeSettings({ ...entry, jwks: reader.keySet as { keys: object[] } });
  const resources = { dataDir: "unused", clock, logger: pino({ level: "silent" }), reader };
  return new TokenVerifier(createForeignIssuers([settings], resources), clock);
}

describe("the Keycloak preset", () => {
  const clock = new ManualClock();
  const issuer = new StandInIssuer(clock);
  const verifier = verifierFor(
    {
      name: "corporate",
      preset: "keycloak",
      client: "interlock",
      issuer: issuer.url,
      plantsClaim: "plants",
      roles: {
        erp: { role: "erp-service", plants: "*" },
        "mes-own-plants": { role: "mes-service", plants: "from-token" },
      },
    },
    clock,
    issuer,
  );

  /** As Keycloak 26 makes it for the client credentials grant, with an audience mapper for `interlock`. */
  const service: Claims = {
    jti: "trrtcc:0c5f6b8e-2f5f-4a51-9a39-6d2d1f0f7a11",
    aud: ["interlock", "account"],
    sub: "1b0e7f6a-70d5-4f68-9b0f-6d4f8a3f9b21",
    typ: "Bearer",
    azp: "sap-s4",
    acr: "1",
    realm_access: { roles: ["offline_access", "uma_authorization", "default-roles-plant"] },
    resource_access: { interlock: { roles: ["erp"] }, account: { roles: ["manage-account", "view-profile"] } },
    scope: "email profile",
    email_verified: false,
    clientHost: "10.1.2.3",
    preferred_username: "service-account-sap-s4",
    clientAddress: "10.1.2.3",
    client_id: "sap-s4",
  };
  const sign = (claims: Claims, header: object = {}): Promise<string> => issuer.sign(claims, { typ: "JWT", ...header });
  const verify = async (claims: Claims) => verifier.verify(await sign({ ...service, ...claims }));

  it("reads client and roles from a client's own token", async () => {
    assert.deepEqual(await verify({}), {
      clientId: "corporate:sap-s4",
      kind: "SERVICE",
      grants: [{ role: "erp-service", plants: "*" }],
      authenticatedBy: "TOKEN",
    });
  });

  it("reads a person, by a stable id, from a token of somebody who is signed in", async () => {
    const principal = await verify({ preferred_username: "jdoe", client_id: undefined, sid: "c5b1", azp: "console" });
    assert.deepEqual([principal.kind, principal.clientId], ["HUMAN", `corporate:${String(service["sub"])}`]);
  });

  it("grants the plants of the token for a role that is mapped so, and nothing without any", async () => {
    const resource_access = { interlock: { roles: ["mes-own-plants"] } };
    const grants = async (plants: unknown) => (await verify({ resource_access, plants })).grants;
    assert.deepEqual(await grants(["P100", "P200"]), [{ role: "mes-service", plants: ["P100", "P200"] }]);
    assert.deepEqual(await grants("P100"), [{ role: "mes-service", plants: ["P100"] }]);
    for (const plants of [undefined, [], "*", ["*"], [["P100"]], { P100: true }, 7]) {
      assert.deepEqual(await grants(plants), [], JSON.stringify(plants));
    }
  });

  it("takes roles of other clients, of the realm, and inherited names for nothing", async () => {
    for (const claims of [
      { resource_access: { account: { roles: ["erp"] } }, realm_access: { roles: ["erp"] } },
      { resource_access: { interlock: { roles: ["constructor", "__proto__", "erp "] } } },
      { resource_access: { interlock: { roles: { erp: true } } } },
      { resource_access: undefined },
    ]) {
      assert.deepEqual((await verify(claims)).grants, []);
    }
  });

  const refused: readonly (readonly [string, Claims, RegExp])[] = [
    ["an ID token", { typ: "ID", aud: "interlock" }, /typ is not Bearer/],
    ["a refresh token", { typ: "Refresh" }, /typ is not Bearer/],
    ["a token for the account client alone", { aud: "account" }, /"aud"/],
    ["a token without its client", { azp: undefined }, /"azp"/],
    ["a token that names neither user nor client", { preferred_username: undefined, client_id: undefined }, /subject/],
    ["a client whose id is no id", { azp: "a b", client_id: "a b" }, /subject/],
    ["a token of another realm", { iss: "https://issuer.example/realms/other" }, /unknown issuer/],
    ["a token bound to a DPoP key", { cnf: { jkt: "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I" } }, /cnf/],
  ];
  for (const [what, claims, reason] of refused) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(verify(claims), (error) => error instanceof CredentialRefusal && reason.test(error.reason));
    });
  }
});

describe("the Entra preset", () => {
  const clock = new ManualClock();
  const issuer = new StandInIssuer(clock);
  const roles = { "Interlock.Erp": { role: "erp-service", plants: "*" as const } };
  const entry: IssuerDocument = {
    name: "entra",
    preset: "entra",
    tenantId: TENANT,
    audience: `api://interlock`,
    roles,
  };
  const v2 = verifierFor(entry, clock, issuer);
  const v1 = verifierFor({ ...entry, version: "v1" }, clock, issuer);
  const x5t = { typ: "JWT", x5t: "9GmnyFPkhc3hOuR22mvSvgnLo7Y" };

  /** As Entra makes them for the client credentials grant of an application with the app role Interlock.Erp. */
  const common: Claims = {
    aud: "api://interlock",
    aio: "E2ZgYLhxQyhDRzO3ksH3eJUQ48MLkwA",
    oid: OBJECT_ID,
    rh: "1.ARoAv4j5cvGGr0GRqy180BHbR-",
    roles: ["Interlock.Erp"],
    sub: OBJECT_ID,
    tid: TENANT,
    uti: "mBvU2kK9kE2q1p8bJv4AAA",
  };
  const version2: Claims = {
    ...common,
    iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
    azp: APPLICATION,
    azpacr: "1",
    ver: "2.0",
  };
  const version1: Claims = {
    ...common,
    iss: `https://sts.windows.net/${TENANT}/`,
    appid: APPLICATION,
    appidacr: "1",
    idp: `https://sts.windows.net/${TENANT}/`,
    ver: "1.0",
  };

  it("reads application and roles from tokens of both versions", async () => {
    const expected = {
      clientId: `entra:${APPLICATION}`,
      kind: "SERVICE",
      grants: [{ role: "erp-service", plants: "*" }],
      authenticatedBy: "TOKEN",
    };
    assert.deepEqual(await v2.verify(await issuer.sign(version2, x5t)), expected);
    assert.deepEqual(await v1.verify(await issuer.sign(version1, x5t)), expected);
  });

  it("reads a person by the object id from a delegated token", async () => {
    const principal = await v2.verify(await issuer.sign({ ...version2, scp: "Orders.Read", name: "Jane Doe" }, x5t));
    assert.deepEqual([principal.kind, principal.clientId], ["HUMAN", `entra:${OBJECT_ID}`]);
  });

  it("finds the keys where the tenant publishes them, in the global cloud or a national one", () => {
    const urlOf = (change: Partial<IssuerDocument>): unknown => {
      const { keySet } = completeSettings({ ...entry, ...change });
      return keySet.kind === "discovery" ? keySet.url : keySet;
    };
    const folder = `https://login.microsoftonline.com/${TENANT}`;
    assert.equal(urlOf({}), `${folder}/v2.0/.well-known/openid-configuration`);
    assert.equal(urlOf({ version: "v1" }), `${folder}/.well-known/openid-configuration`);
    assert.match(
      String(urlOf({ authority: "https://login.microsoftonline.us" })),
      /^https:\/\/login\.microsoftonline\.us\//,
    );
  });

  it("uses a key of the common key set only for the issuers that it names", async () => {
    const token = await issuer.sign(version2, x5t);
    const keyOf = (named: string): StandInIssuer => {
      const other = new StandInIssuer(clock);
      other.removeKey("first");
      other.extraKeys.push({ ...issuer.keyNamed("first").jwk, issuer: named });
      return other;
    };
    const template = verifierFor(entry, clock, keyOf("https://login.microsoftonline.com/{tenantid}/v2.0"));
    assert.equal((await template.verify(token)).kind, "SERVICE");
    const foreign = verifierFor(
      entry,
      clock,
      keyOf("https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0"),
    );
    await assert.rejects(foreign.verify(token), /unknown key id/);
  });

  const refused: readonly (readonly [string, Claims, RegExp])[] = [
    ["a token of another tenant", { tid: "9188040d-6c67-4c5b-b112-36a304b66dad" }, /tid is not/],
    ["a token of the other version", { ver: "1.0" }, /ver is not/],
    ["an ID token, which names no client", { azp: undefined, nonce: "n" }, /"azp"/],
    ["a token without an object id", { oid: undefined }, /"oid"/],
    ["a token for Microsoft Graph", { aud: "00000003-0000-0000-c000-000000000000" }, /"aud"/],
  ];
  for (const [what, claims, reason] of refused) {
    it(`refuses ${what}`, async () => {
      const token = await issuer.sign({ ...version2, ...claims }, x5t);
      await assert.rejects(
        v2.verify(token),
        (error) => error instanceof CredentialRefusal && reason.test(error.reason),
      );
    });
  }
});
