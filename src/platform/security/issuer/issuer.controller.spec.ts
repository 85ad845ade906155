import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { ClientStore } from "../clients/client-store.js";
import { AUTHENTICATOR } from "../security-tokens.js";
import type { Authenticator } from "../principal.js";
import {
  createSecurityApplication,
  type SecurityApplication,
} from "../../../../test/support/security/security-application.js";

const MES = {
  clientId: "mes-1",
  name: "MES",
  kind: "SERVICE" as const,
  grants: [{ role: "mes-service", plants: ["P100"] }],
};
type TokenBody = { readonly access_token: string; readonly token_type: string; readonly expires_in: number };
type ErrorBody = { readonly error: string };
type Metadata = { readonly issuer: string; readonly token_endpoint: string; readonly jwks_uri: string };

const FORM = { "content-type": "application/x-www-form-urlencoded" };

describe("embedded issuer over HTTP", () => {
  let security: SecurityApplication;
  let secret: string;

  before(async () => {
    security = await createSecurityApplication();
    secret = await security.createClient(MES);
  });

  after(() => security.close());

  const ask = async (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
    security.app.inject({
      method: "POST",
      url: "/oauth/token",
      headers: { ...FORM, ...headers },
      payload: new URLSearchParams(parameters).toString(),
    });

  it("issues an RFC 9068 token that verifies against the published keys with a foreign library's rules", async () => {
    const answer = await ask({
      grant_type: "client_credentials",
      client_id: "mes-1",
      client_secret: secret,
      scope: "everything",
    });
    assert.equal(answer.statusCode, 200);
    const { access_token: token, ...rest } = answer.json<TokenBody>();
    assert.deepEqual(rest, { token_type: "Bearer", expires_in: 600 });
    assert.deepEqual([answer.headers["cache-control"], answer.headers["pragma"]], ["no-store", "no-cache"]);

    const metadata = (await security.app.inject("/.well-known/oauth-authorization-server")).json<Metadata>();
    const keys = createLocalJWKSet(
      (await security.app.inject(new URL(metadata.jwks_uri).pathname)).json<JSONWebKeySet>(),
    );
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer: metadata.issuer,
      audience: "interlock",
      typ: "at+jwt",
      currentDate: security.clock.now(),
    });
    assert.deepEqual([protectedHeader.alg, payload.sub, payload["client_id"]], ["EdDSA", "mes-1", "mes-1"]);
    assert.deepEqual(Object.keys(payload).toSorted(), [
      "aud",
      "client_id",
      "exp",
      "iat",
      "interlock_grants",
      "interlock_kind",
      "iss",
      "jti",
      "sub",
    ]);
    const authenticator = security.app.get<Authenticator>(AUTHENTICATOR);
    assert.deepEqual(
      (await authenticator.authenticate({ headers: { authorization: `Bearer ${token}` } })).grants,
      MES.grants,
    );
  });

  it("accepts the client's credentials as HTTP Basic", async () => {
    const authorization = `Basic ${Buffer.from(`mes-1:${secret}`).toString("base64")}`;
    assert.equal((await ask({ grant_type: "client_credentials" }, { authorization })).statusCode, 200);
  });

  it("describes itself alike under both discovery addresses", async () => {
    const [oauth, openId] = await Promise.all(
      ["oauth-authorization-server", "openid-configuration"].map((name) => security.app.inject(`/.well-known/${name}`)),
    );
    assert.deepEqual(oauth?.json(), openId?.json());
    assert.equal(oauth?.json<Metadata>().issuer, "http://127.0.0.1:8080");
    assert.equal(oauth?.json<Metadata>().token_endpoint, "http://127.0.0.1:8080/oauth/token");
  });

  it("answers an unknown client, a wrong secret and a disabled client with the same words", async () => {
    const disabledSecret = await security.createClient({ ...MES, clientId: "gone" });
    const store = security.app.get(ClientStore);
    await security.database.unitOfWork.run((tx) => store.disable(tx, "gone"));
    const answers = await Promise.all([
      ask({ grant_type: "client_credentials", client_id: "ghost", client_secret: secret }),
      ask({ grant_type: "client_credentials", client_id: "mes-1", client_secret: `${secret}x` }),
      ask({ grant_type: "client_credentials", client_id: "gone", client_secret: disabledSecret }),
      ask({ grant_type: "client_credentials", client_id: "gh\u0000st", client_secret: secret }),
    ]);
    for (const answer of answers) {
      assert.equal(answer.statusCode, 401);
      assert.deepEqual(answer.json(), {
        error: "invalid_client",
        error_description: "The client id or the client secret is wrong.",
      });
      assert.deepEqual(
        [answer.headers["www-authenticate"], answer.headers["cache-control"]],
        [`Basic realm="interlock"`, "no-store"],
      );
    }
  });

  it("answers what is no token request as RFC 6749 says", async () => {
    const cases: [number, string, Record<string, string>][] = [
      [400, "invalid_request", { client_id: "mes-1", client_secret: secret }],
      [400, "unsupported_grant_type", { grant_type: "password", client_id: "mes-1", client_secret: secret }],
      [401, "invalid_client", { grant_type: "client_credentials" }],
    ];
    for (const [status, error, parameters] of cases) {
      const answer = await ask(parameters);
      assert.deepEqual([answer.statusCode, answer.json<ErrorBody>().error], [status, error]);
    }
    const json = await security.app.inject({
      method: "POST",
      url: "/oauth/token",
      payload: { grant_type: "client_credentials" },
    });
    assert.deepEqual([json.statusCode, json.json<ErrorBody>().error], [400, "invalid_request"]);
    const payload = `grant_type=client_credentials&client_id=mes-1&client_id=mes-1&client_secret=${secret}`;
    const twice = await security.app.inject({ method: "POST", url: "/oauth/token", headers: FORM, payload });
    assert.deepEqual([twice.statusCode, twice.json<ErrorBody>().error], [400, "invalid_request"]);
  });

  it("makes a guesser wait, without locking the client out elsewhere, and lets him in again later", async () => {
    const guessedSecret = await security.createClient({ ...MES, clientId: "guessed" });
    const wrong = { grant_type: "client_credentials", client_id: "guessed", client_secret: "wrong" };
    for (let count = 0; count < 5; count++) assert.equal((await ask(wrong)).statusCode, 401);
    const right = { ...wrong, client_secret: guessedSecret };
    const blocked = await ask(right);
    assert.deepEqual(
      [blocked.statusCode, blocked.json<ErrorBody>().error, blocked.headers["retry-after"]],
      [429, "temporarily_unavailable", "1"],
    );
    const elsewhere = await security.app.inject({
      method: "POST",
      url: "/oauth/token",
      headers: FORM,
      payload: new URLSearchParams(right).toString(),
      remoteAddress: "10.9.9.9",
    });
    assert.equal(elsewhere.statusCode, 200);
    security.clock.advance(1);
    assert.equal((await ask(right)).statusCode, 200);
  });

  it("writes no secret and no token into the log", async () => {
    const token = await security.tokenOf("mes-1", secret);
    const text = JSON.stringify(security.log);
    assert.ok(text.includes("token.issued") && text.includes("token.refused"));
    assert.ok(!text.includes(secret) && !text.includes(token.slice(0, 100)));
  });
});
