import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CredentialWatch } from "../../../src/platform/security/tokens/credential-watch.js";
import { createSecurityApplication, type SecurityApplication } from "../../support/security/security-application.js";
import { WhoamiController } from "./whoami.controller.js";

describe("clients of the embedded issuer", () => {
  let security: SecurityApplication;
  let adminToken: string;

  before(async () => {
    security = await createSecurityApplication([WhoamiController]);
    const define = async (clientId: string, role: string): Promise<string> =>
      security.createClient({ clientId, name: clientId, kind: "HUMAN", grants: [{ role, plants: "*" }] });
    adminToken = await security.tokenOf("admin", await define("admin", "platform-admin"));
  });

  after(() => security.close());

  const manage = async (path: string, payload?: object, token = adminToken) =>
    security.app.inject({
      method: "POST",
      url: `/platform/v1/clients${path}`,
      headers: { authorization: `Bearer ${token}` },
      ...(payload === undefined ? {} : { payload }),
    });
  const create = async (clientId: string): Promise<string> => {
    const answer = await manage("", { clientId, name: "New", kind: "SERVICE" });
    assert.equal(answer.statusCode, 201, answer.body);
    return answer.json<{ clientSecret: string }>().clientSecret;
  };
  const whoami = async (token: string): Promise<number> =>
    (await security.app.inject({ url: "/whoami", headers: { authorization: `Bearer ${token}` } })).statusCode;

  it("begin without any role: they are known, and allowed nothing", async () => {
    const token = await security.tokenOf("mes-new", await create("mes-new"));
    assert.equal(await whoami(token), 403);
    assert.equal((await manage("", { clientId: "x", name: "x", kind: "SERVICE" }, token)).statusCode, 403);
  });

  it("bring no grants of their own", async () => {
    const grants = [{ role: "platform-admin", plants: "*" }];
    const answer = await manage("", { clientId: "thief", name: "x", kind: "SERVICE", grants });
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [422, "CLIENT_INVALID"]);
  });

  it("are refused with an id, a name or a kind that is none, and twice", async () => {
    for (const account of [
      {},
      { clientId: "a b", name: "x", kind: "SERVICE" },
      { clientId: "a", name: "", kind: "SERVICE" },
      { clientId: "a", name: "x", kind: "ROBOT" },
    ]) {
      assert.equal((await manage("", account)).statusCode, 422, JSON.stringify(account));
    }
    await create("twice");
    assert.equal((await manage("", { clientId: "twice", name: "x", kind: "EDGE" })).statusCode, 409);
  });

  it("are listed without their secrets", async () => {
    const headers = { authorization: `Bearer ${adminToken}` };
    const answer = await security.app.inject({ url: "/platform/v1/clients", headers });
    assert.ok(answer.body.includes(`"admin"`) && !/secret|hash|salt/i.test(answer.body), answer.body);
  });

  it("get a new secret, and the old one ends", async () => {
    const old = await create("renewed");
    const answer = await manage("/renewed:renew-secret");
    const secret = answer.json<{ clientSecret: string }>().clientSecret;
    assert.notEqual(secret, old);
    assert.equal(await security.tokenOf("renewed", old), undefined);
    assert.equal(typeof (await security.tokenOf("renewed", secret)), "string");
    assert.equal((await manage("/ghost:renew-secret")).statusCode, 404);
  });

  it("get no credential from somebody who may not give what they are allowed", async () => {
    const grants = [{ role: "platform-admin", plants: "*" as const }];
    await security.createClient({ clientId: "other-admin", name: "x", kind: "HUMAN", grants });
    for (const [path, payload] of [
      ["/other-admin/api-keys", { name: "x", expiresInDays: 1 }],
      ["/other-admin/certificates", { subject: "CN=me" }],
      ["/other-admin:renew-secret", undefined],
    ] as const) {
      const answer = await manage(path, payload);
      assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [403, "FORBIDDEN_GRANT"], path);
    }
    assert.equal((await manage("/admin/api-keys", { name: "mine", expiresInDays: 1 })).statusCode, 201, "its own");
  });

  it("are stopped with their tokens", async () => {
    const token = await security.tokenOf("stopped", await create("stopped"));
    assert.equal(await whoami(token), 403);
    assert.equal((await manage("/stopped:disable")).statusCode, 204);
    await security.app.get(CredentialWatch).look();
    assert.equal(await whoami(token), 401);
    assert.equal((await manage("/ghost:disable")).statusCode, 404);
  });
});
