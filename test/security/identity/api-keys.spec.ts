import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isApiKeySecret, parseApiKey } from "../../../src/platform/security/api-keys/api-key.js";
import { CredentialWatch } from "../../../src/platform/security/tokens/credential-watch.js";
import { createSecurityApplication, type SecurityApplication } from "../../support/security/security-application.js";
import { WhoamiController } from "./whoami.controller.js";

interface NewKey {
  readonly keyId: string;
  readonly apiKey: string;
}
interface ListedKey {
  readonly keyId: string;
  readonly state: string;
  readonly lastUsedAt: string | null;
}

describe("API keys", () => {
  let here: SecurityApplication;
  let there: SecurityApplication;
  let adminToken: string;
  let made = 0;

  before(async () => {
    here = await createSecurityApplication([WhoamiController]);
    there = await createSecurityApplication([WhoamiController], undefined, { beside: here });
    const grants = [{ role: "platform-admin", plants: "*" as const }];
    const secret = await here.createClient({ clientId: "admin", name: "Admin", kind: "HUMAN", grants });
    adminToken = await here.tokenOf("admin", secret);
  });

  after(async () => {
    await there.close();
    await here.close();
  });

  const client = async (): Promise<string> => {
    const clientId = `planner-${++made}`;
    const grants = [{ role: "planner", plants: ["P100"] }];
    await here.createClient({ clientId, name: clientId, kind: "SERVICE", grants });
    return clientId;
  };
  const manage = async (method: "GET" | "POST" | "PUT", path: string, payload?: object) =>
    here.app.inject({
      method,
      url: `/platform/v1/clients/${path}`,
      headers: { authorization: `Bearer ${adminToken}` },
      ...(payload === undefined ? {} : { payload }),
    });
  const create = async (clientId: string, expiresInDays = 30): Promise<NewKey> => {
    const answer = await manage("POST", `${clientId}/api-keys`, { name: "line 4", expiresInDays });
    assert.equal(answer.statusCode, 201, answer.body);
    return answer.json<NewKey>();
  };
  const list = async (clientId: string): Promise<ListedKey[]> =>
    (await manage("GET", `${clientId}/api-keys`)).json<{ items: ListedKey[] }>().items;
  const ask = async (apiKey: string, at: SecurityApplication = here, headers: Record<string, string> = {}) =>
    at.app.inject({ url: "/whoami", headers: { "x-api-key": apiKey, ...headers } });

  it("speak for their client, with its grants, in every process", async () => {
    const clientId = await client();
    const { apiKey } = await create(clientId);
    for (const process of [here, there]) {
      const answer = await ask(apiKey, process);
      assert.equal(answer.statusCode, 200, answer.body);
      const { clientId: sender, kind, authenticatedBy } = answer.json<Record<string, unknown>>();
      assert.deepEqual([sender, kind, authenticatedBy], [clientId, "SERVICE", "API_KEY"]);
    }
  });

  it("carry 256 random bits and are stored as a hash that no answer, list, log or audit entry exceeds", async () => {
    const clientId = await client();
    const { apiKey, keyId } = await create(clientId);
    const parts = parseApiKey(apiKey);
    assert.ok(parts !== undefined && Buffer.from(parts.secret, "base64url").length === 32);
    const rows = await here.database.unitOfWork.read<object>("SELECT * FROM il.api_key WHERE key_id = $1", [keyId]);
    const audit = await here.database.unitOfWork.read<object>("SELECT * FROM il.audit_entry WHERE resource_id = $1", [
      clientId,
    ]);
    assert.ok(JSON.stringify(audit).includes(keyId));
    await ask(apiKey);
    const texts = JSON.stringify([rows, audit, await list(clientId), here.log]);
    assert.equal(texts.includes(parts.secret), false);
  });

  it("are two at most, so that one can be replaced while the other works", async () => {
    const clientId = await client();
    const [first] = [await create(clientId), await create(clientId)];
    const third = await manage("POST", `${clientId}/api-keys`, { name: "x", expiresInDays: 1 });
    assert.deepEqual([third.statusCode, third.json<{ code: string }>().code], [409, "API_KEY_LIMIT"]);
    assert.equal((await manage("POST", `${clientId}/api-keys/${first.keyId}:revoke`)).statusCode, 204);
    await create(clientId);
    assert.deepEqual(
      (await list(clientId)).map(({ state }) => state),
      ["REVOKED", "LIVE", "LIVE"],
    );
  });

  it("are never three, also when twenty requests race", async () => {
    const clientId = await client();
    const race = Array.from({ length: 20 }, () =>
      manage("POST", `${clientId}/api-keys`, { name: "race", expiresInDays: 1 }),
    );
    const statuses = (await Promise.all(race)).map(({ statusCode }) => statusCode);
    assert.equal(statuses.filter((status) => status === 201).length, 2);
    assert.equal(statuses.filter((status) => status === 409).length, 18);
  });

  it("end in every process when they are revoked, although both had just verified them", async () => {
    const clientId = await client();
    const { apiKey, keyId } = await create(clientId);
    await Promise.all([ask(apiKey, here), ask(apiKey, there)]);
    assert.equal((await manage("POST", `${clientId}/api-keys/${keyId}:revoke`)).statusCode, 204);
    for (const process of [here, there]) {
      await process.app.get(CredentialWatch).look();
      assert.equal((await ask(apiKey, process)).statusCode, 401);
    }
    assert.equal((await manage("POST", `${clientId}/api-keys/${keyId}:revoke`)).statusCode, 204, "again");
  });

  it("end by themselves in a process that nobody tells", { timeout: 20_000 }, async () => {
    const clientId = await client();
    const { apiKey, keyId } = await create(clientId);
    assert.equal((await ask(apiKey, there)).statusCode, 200);
    await manage("POST", `${clientId}/api-keys/${keyId}:revoke`);
    while ((await ask(apiKey, there)).statusCode !== 401) await new Promise((resolve) => setTimeout(resolve, 50));
  });

  it("end with their client", async () => {
    const clientId = await client();
    const { apiKey } = await create(clientId);
    assert.equal((await ask(apiKey, there)).statusCode, 200);
    await here.database.unitOfWork.read("UPDATE il.client SET disabled_at = now() WHERE client_id = $1", [clientId]);
    await there.app.get(CredentialWatch).look();
    assert.equal((await ask(apiKey, there)).statusCode, 401);
  });

  it("end on their day, also when they were verified just before, and give their place free", async () => {
    const clientId = await client();
    const { apiKey } = await create(clientId, 1);
    await create(clientId, 300);
    here.clock.advance(86_400 - 1);
    assert.equal((await ask(apiKey)).statusCode, 200);
    here.clock.advance(1);
    assert.equal((await ask(apiKey)).statusCode, 401);
    adminToken = await here.tokenOf("admin", await renewedSecret());
    await create(clientId);
    assert.deepEqual(
      (await list(clientId)).map(({ state }) => state),
      ["EXPIRED", "LIVE", "LIVE"],
    );
  });

  it("show when they were used last", async () => {
    const clientId = await client();
    const { apiKey } = await create(clientId);
    assert.equal((await list(clientId))[0]?.lastUsedAt, null);
    await ask(apiKey);
    await here.app.get(CredentialWatch).look();
    assert.match(String((await list(clientId))[0]?.lastUsedAt), /^20/);
  });

  it("are refused with one and the same answer, whatever is wrong with them", async () => {
    const clientId = await client();
    const { apiKey, keyId } = await create(clientId);
    const prefix = apiKey.slice(0, 31);
    const secret = apiKey.slice(31);
    const wrong = [
      `${prefix}${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}`,
      `${prefix}${"A".repeat(43)}`,
      `ilk_01KAR7Q2M0X3V9C4T8E6H5J2WD_${secret}`,
      apiKey.toLowerCase(),
      `${apiKey}=`,
      ` ${keyId}`,
      secret,
      "",
      `${apiKey}, ${apiKey}`,
      "x".repeat(5000),
      `ilk_${keyId}_' OR 1=1 --`,
    ];
    const answers = await Promise.all(wrong.map((text) => ask(text)));
    for (const [index, answer] of answers.entries()) {
      assert.equal(answer.statusCode, 401, wrong[index]);
      const { correlationId, instance, ...body } = answer.json<Record<string, unknown>>();
      const { correlationId: _, instance: __, ...first } = answers[0]?.json<Record<string, unknown>>() ?? {};
      assert.deepEqual(body, first, `${wrong[index]} ${String(correlationId)} ${String(instance)}`);
      assert.equal(answer.headers["www-authenticate"], `Bearer realm="interlock", error="invalid_token"`);
    }
  });

  it("are refused in an address, even beside a good credential, and beside a token", async () => {
    const { apiKey } = await create(await client());
    const bearer = { authorization: `Bearer ${adminToken}` };
    const ask401 = async (url: string, headers: Record<string, string>): Promise<void> => {
      assert.equal((await here.app.inject({ url, headers })).statusCode, 401, url);
    };
    await ask401(`/whoami?key=${apiKey}`, bearer);
    await ask401(`/whoami?key=${apiKey.replaceAll("_", "%5F")}`, bearer);
    await ask401(`/whoami?api_key=${apiKey}`, {});
    await ask401(`/whoami?access_token=${adminToken}`, {});
    await ask401("/whoami", { ...bearer, "x-api-key": apiKey });
  });

  it("compare in constant time, and an unknown key takes the same steps as a known one", () => {
    assert.equal(isApiKeySecret("x", undefined), false);
    assert.equal(isApiKeySecret("", undefined), false, "not even the stand-in's own secret");
    assert.equal(isApiKeySecret("x", "short"), false);
  });

  it("need a name, a life of at most a year, a client, and the permission to make them", async () => {
    const clientId = await client();
    for (const [body, detail] of [
      [{ name: "", expiresInDays: 1 }, /name must be/],
      [{ name: "x", expiresInDays: 0 }, /expiresInDays/],
      [{ name: "x", expiresInDays: 367 }, /expiresInDays/],
      [{ name: "x", expiresInDays: "7" }, /expiresInDays/],
      [{ name: "x", expiresInDays: 1, secret: "mine" }, /secret is not known/],
      [[], /name must be/],
    ] as const) {
      const answer = await manage("POST", `${clientId}/api-keys`, body);
      assert.equal(answer.statusCode, 422, answer.body);
      assert.match(answer.json<{ detail: string }>().detail, detail);
    }
    assert.equal((await manage("POST", "ghost/api-keys", { name: "x", expiresInDays: 1 })).statusCode, 404);
    assert.equal((await manage("POST", `${clientId}/api-keys/01KAR7Q2M0X3V9C4T8E6H5J2WD:revoke`)).statusCode, 404);
    const { apiKey } = await create(clientId);
    const own = await here.app.inject({
      method: "POST",
      url: `/platform/v1/clients/${clientId}/api-keys`,
      headers: { "x-api-key": apiKey },
      payload: { name: "x", expiresInDays: 1 },
    });
    assert.equal(own.statusCode, 403, "a planner makes no keys, not even for itself");
  });

  async function renewedSecret(): Promise<string> {
    const { ClientStore } = await import("../../../src/platform/security/clients/client-store.js");
    const grants = [{ role: "platform-admin", plants: "*" as const }];
    const store = here.app.get(ClientStore);
    const definition = { clientId: "admin", name: "Admin", kind: "HUMAN" as const, grants };
    return (await here.database.unitOfWork.run((tx) => store.replace(tx, definition))).clientSecret;
  }
});
