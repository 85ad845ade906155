import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, type KeyObject } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { SignJWT } from "jose";
import { createSecurityApplication, type SecurityApplication } from "../../support/security/security-application.js";

const TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
type Members = Readonly<Record<string, unknown>>;

describe("client assertions at the token endpoint", () => {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicJwk = { ...keys.publicKey.export({ format: "jwk" }), kid: "k1", alg: "ES256", use: "sig" };
  let security: SecurityApplication;
  let adminToken: string;
  let issuer: string;
  let count = 0;
  let address = 0;

  before(async () => {
    security = await createSecurityApplication();
    const define = async (clientId: string, role: string): Promise<string> =>
      security.createClient({ clientId, name: clientId, kind: "SERVICE", grants: [{ role, plants: "*" }] });
    adminToken = await security.tokenOf("admin", await define("admin", "platform-admin"));
    await define("erp-1", "erp-service");
    await define("erp-2", "erp-service");
    issuer = (await security.app.inject("/.well-known/oauth-authorization-server")).json<{ issuer: string }>().issuer;
    assert.equal((await register({ keys: [publicJwk] })).statusCode, 200);
  });

  after(() => security.close());

  const register = async (payload: object, clientId = "erp-1") =>
    security.app.inject({
      method: "PUT",
      url: `/platform/v1/clients/${clientId}/jwks`,
      headers: { authorization: `Bearer ${adminToken}` },
      payload,
    });

  const assertion = async (
    claims: Members = {},
    header: Members = {},
    key: KeyObject = keys.privateKey,
  ): Promise<string> => {
    const now = security.clock.seconds;
    const all = { iss: "erp-1", sub: "erp-1", aud: issuer, iat: now, exp: now + 60, jti: `id-${++count}`, ...claims };
    return await new SignJWT(all).setProtectedHeader({ alg: "ES256", kid: "k1", ...header }).sign(key);
  };

  const ask = async (client_assertion: string, parameters: Record<string, string> = {}) =>
    security.app.inject({
      method: "POST",
      url: "/oauth/token",
      // Failed attempts are counted by address; each request here comes from its own.
      remoteAddress: `10.0.0.${++address}`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams({
        grant_type: "client_credentials",
        client_assertion_type: TYPE,
        client_assertion,
        ...parameters,
      }).toString(),
    });

  it("prove a client by a key of its own, for the issuer or for the token endpoint", async () => {
    for (const aud of [issuer, `${issuer}/oauth/token`]) {
      const answer = await ask(await assertion({ aud }));
      assert.equal(answer.statusCode, 200, answer.body);
    }
    assert.equal((await ask(await assertion(), { client_id: "erp-1" })).statusCode, 200);
  });

  it("are announced in the metadata", async () => {
    const metadata = (await security.app.inject("/.well-known/openid-configuration")).json<Members>();
    assert.ok(JSON.stringify(metadata["token_endpoint_auth_methods_supported"]).includes("private_key_jwt"));
  });

  it("are used up by their first use, also when two requests race", async () => {
    const once = await assertion();
    const statuses = (await Promise.all([ask(once), ask(once), ask(once)])).map(({ statusCode }) => statusCode);
    assert.deepEqual(
      statuses.toSorted((a, b) => a - b),
      [200, 401, 401],
    );
  });

  const forgeries: readonly (readonly [string, Members, Members?, KeyObject?])[] = [
    ["signed with a stranger's key", {}, {}, stranger.privateKey],
    ["of a key id that is not registered", {}, { kid: "k2" }],
    ["without a key id", {}, { kid: undefined }],
    ["with a key in its header", {}, { jwk: stranger.publicKey.export({ format: "jwk" }) }, stranger.privateKey],
    ["for another audience", { aud: "https://other.example" }],
    ["for several audiences", { aud: ["https://other.example", "x"] }],
    ["issued by another than its subject", { iss: "erp-2" }],
    ["of another client", { iss: "erp-2", sub: "erp-2" }],
    ["of an unknown client", { iss: "ghost", sub: "ghost" }],
    ["without an end", { exp: undefined }],
    ["that has ended", { exp: 1 }],
    ["that lives for an hour", { exp: 4_102_444_800 }],
    ["made long ago", { iat: 1 }],
    ["without an id", { jti: undefined }],
    ["without a time of issue", { iat: undefined }],
  ];
  for (const [what, claims, header, key] of forgeries) {
    it(`are refused ${what}`, async () => {
      const answer = await ask(await assertion(claims, header, key));
      assert.deepEqual([answer.statusCode, answer.json<{ error: string }>().error], [401, "invalid_client"]);
    });
  }

  it("are refused as unsigned or symmetric tokens, keyed with the public key", async () => {
    const encode = (members: Members): string => Buffer.from(JSON.stringify(members)).toString("base64url");
    const now = security.clock.seconds;
    const claims = encode({ iss: "erp-1", sub: "erp-1", aud: issuer, iat: now, exp: now + 60, jti: "forged" });
    const pem = keys.publicKey.export({ format: "pem", type: "spki" });
    const symmetric = `${encode({ alg: "HS256", kid: "k1" })}.${claims}`;
    for (const forged of [
      `${encode({ alg: "none", kid: "k1" })}.${claims}.`,
      `${symmetric}.${createHmac("sha256", pem).update(symmetric).digest("base64url")}`,
    ]) {
      assert.equal((await ask(forged, { client_id: "erp-1" })).statusCode, 401);
    }
  });

  it("come alone: a secret beside one is an invalid request", async () => {
    assert.equal((await ask(await assertion(), { client_secret: "x" })).statusCode, 400);
    assert.equal((await ask(await assertion(), { client_assertion_type: "saml" })).statusCode, 400);
  });

  it("need keys that are fit for it", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    for (const jwk of [
      { ...publicKey.export({ format: "jwk" }), kid: "weak" },
      { ...privateKey.export({ format: "jwk" }), kid: "private" },
      { kty: "oct", k: "c2VjcmV0", kid: "shared" },
    ]) {
      const answer = await register({ keys: [jwk] }, "erp-2");
      assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [422, "CREDENTIAL_INVALID"]);
    }
    assert.equal((await register({ jwks: [] }, "erp-2")).statusCode, 422);
    assert.equal((await register({ keys: [] }, "ghost")).statusCode, 404);
  });
});
