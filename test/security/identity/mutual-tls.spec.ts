import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as send, type RequestOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { CredentialWatch } from "../../../src/platform/security/tokens/credential-watch.js";
import { createSecurityApplication, type SecurityApplication } from "../../support/security/security-application.js";
import { type IssuedCertificate, TestAuthority } from "../../support/security/test-certificates.js";
import { WhoamiController } from "./whoami.controller.js";

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

describe("mutual TLS", () => {
  const authority = new TestAuthority("Plant CA");
  const stranger = new TestAuthority("Plant CA");
  const certificates = {
    byThumbprint: authority.issue({ commonName: "mes-p100" }),
    bySubject: authority.issue({ commonName: "mes-p200" }),
    unregistered: authority.issue({ commonName: "somebody" }),
    expired: authority.issue({ commonName: "mes-p200", validTo: "210101000000Z" }),
    future: authority.issue({ commonName: "mes-p200", validFrom: "480101000000Z" }),
    wrongAuthority: stranger.issue({ commonName: "mes-p200" }),
  };
  const folder = mkdtempSync(join(tmpdir(), "interlock-tls-"));
  let security: SecurityApplication;
  let port: number;
  let adminToken: string;
  const secrets = new Map<string, string>();

  before(async () => {
    const server = authority.issue({ commonName: "interlock", isServer: true });
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text, { mode: 0o600 });
      return join(folder, name);
    };
    security = await createSecurityApplication([WhoamiController], undefined, {
      settings: {
        INTERLOCK_TLS_CERT: file("server.pem", server.cert),
        INTERLOCK_TLS_KEY: file("server.key", server.key),
        INTERLOCK_TLS_CLIENT_CA: file("clients.pem", authority.cert),
      },
    });
    await security.app.listen(0, "127.0.0.1");
    port = (security.app.getHttpServer().address() as AddressInfo).port;
    await createClient("admin", "platform-admin", "*");
    await createClient("mes-p100", "planner", ["P100"]);
    await createClient("mes-p200", "planner", ["P200"]);
    adminToken = await security.tokenOf("admin", secrets.get("admin") ?? "");
    await register("mes-p100", { thumbprint: certificates.byThumbprint.fingerprint });
    await register("mes-p200", { subject: "CN=mes-p200,O=Example" });
  });

  after(async () => {
    await security.close();
    rmSync(folder, { recursive: true });
  });

  async function createClient(clientId: string, role: string, plants: "*" | readonly string[]): Promise<void> {
    const definition = { clientId, name: clientId, kind: "SERVICE" as const, grants: [{ role, plants }] };
    secrets.set(clientId, await security.createClient(definition));
  }

  async function register(clientId: string, payload: object): Promise<string> {
    const answer = await security.app.inject({
      method: "POST",
      url: `/platform/v1/clients/${clientId}/certificates`,
      headers: { authorization: `Bearer ${adminToken}` },
      payload,
    });
    assert.equal(answer.statusCode, 201, answer.body);
    return answer.json<{ id: string }>().id;
  }

  async function ask(
    certificate: IssuedCertificate | undefined,
    { headers = {}, path = "/whoami", method = "GET", body = "" }: RequestOptions & { readonly body?: string } = {},
  ): Promise<Answer> {
    const identity = certificate === undefined ? {} : { cert: certificate.cert, key: certificate.key };
    const target = { host: "127.0.0.1", port, path: path ?? "/", method, headers, ca: authority.cert, agent: false };
    const request = send({ ...target, ...identity }).end(body);
    const [response] = (await once(request, "response")) as [AsyncIterable<Buffer> & { statusCode: number }];
    let text = "";
    for await (const chunk of response) text += chunk.toString();
    return { status: response.statusCode, body: JSON.parse(text) as Record<string, unknown> };
  }

  /** A token requested over this connection, and so bound to its certificate. */
  async function tokenOver(certificate: IssuedCertificate | undefined, clientId: string): Promise<string> {
    const form = { grant_type: "client_credentials", client_id: clientId, client_secret: secrets.get(clientId) ?? "" };
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams(form).toString();
    const answer = await ask(certificate, { path: "/oauth/token", method: "POST", headers, body });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return String(answer.body["access_token"]);
  }

  it("lets a certificate speak for the client it is registered for, by thumbprint or by subject", async () => {
    for (const [certificate, clientId] of [
      [certificates.byThumbprint, "mes-p100"],
      [certificates.bySubject, "mes-p200"],
      [authority.issue({ commonName: "mes-p200" }), "mes-p200"],
    ] as const) {
      const { status, body } = await ask(certificate);
      assert.deepEqual([status, body["clientId"], body["authenticatedBy"]], [200, clientId, "CERTIFICATE"]);
    }
  });

  for (const name of ["expired", "future", "wrongAuthority", "unregistered"] as const) {
    it(`accepts no ${name} certificate, alone or beside a good token`, async () => {
      const alone = await ask(certificates[name]);
      assert.deepEqual([alone.status, alone.body["code"]], [401, "UNAUTHENTICATED"]);
      const headers = { authorization: `Bearer ${adminToken}` };
      const beside = await ask(certificates[name], { headers });
      assert.equal(
        beside.status,
        name === "unregistered" ? 200 : 401,
        "an unregistered one is trusted, but proves nobody",
      );
    });
  }

  it("believes no header about a certificate", async () => {
    const { cert, fingerprint } = certificates.byThumbprint;
    const pem = encodeURIComponent(cert);
    const der = cert.replace(/-----[A-Z ]+-----|\n/g, "");
    for (const headers of [
      { "x-client-cert": pem },
      { "client-cert": `:${der}:` },
      { "x-ssl-client-cert": pem, "x-ssl-client-verify": "SUCCESS" },
      { "x-forwarded-client-cert": `By=spiffe://a;Hash=${fingerprint};Cert="${pem}";Subject="CN=mes-p200,O=Example"` },
      { "ssl-client-cert": pem, "ssl-client-verify": "SUCCESS" },
      { "x-arr-clientcert": der },
      { "x-ssl-client-s-dn": "CN=mes-p200,O=Example" },
      { "x-ssl-cert": pem },
      { "x-client-cert-sha256": fingerprint },
    ]) {
      assert.equal((await ask(undefined, { headers })).status, 401, JSON.stringify(headers));
      assert.equal((await ask(certificates.unregistered, { headers })).status, 401, JSON.stringify(headers));
    }
  });

  it("binds a token to the certificate it was requested with, and accepts it over no other", async () => {
    const token = await tokenOver(certificates.byThumbprint, "mes-p100");
    const headers = { authorization: `Bearer ${token}` };
    assert.equal((await ask(certificates.byThumbprint, { headers })).status, 200);
    assert.equal((await ask(certificates.bySubject, { headers })).status, 401, "another certificate");
    assert.equal((await ask(undefined, { headers })).status, 401, "no certificate");
    assert.equal((await ask(certificates.wrongAuthority, { headers })).status, 401, "a stranger's certificate");
    assert.equal((await ask(certificates.byThumbprint, { headers })).status, 200, "and again from memory");
  });

  it("gives a token without a certificate to a client that showed none", async () => {
    const token = await tokenOver(undefined, "mes-p100");
    assert.equal((await ask(undefined, { headers: { authorization: `Bearer ${token}` } })).status, 200);
  });

  it("gives no token over a connection whose certificate is not trusted", async () => {
    await assert.rejects(tokenOver(certificates.wrongAuthority, "mes-p100"), /invalid_client/);
  });

  it("stops at once when the registration is removed", async () => {
    const certificate = authority.issue({ commonName: "short-lived" });
    await createClient("mes-p300", "planner", ["P300"]);
    const id = await register("mes-p300", { thumbprint: certificate.fingerprint });
    assert.equal((await ask(certificate)).status, 200);
    const removal = await security.app.inject({
      method: "POST",
      url: `/platform/v1/clients/mes-p300/certificates/${id}:remove`,
      headers: { authorization: `Bearer ${adminToken}` },
    });
    assert.equal(removal.statusCode, 204);
    await security.app.get(CredentialWatch).look();
    assert.equal((await ask(certificate)).status, 401);
  });

  it("registers a certificate for one client only, and nothing that names none", async () => {
    const post = async (payload: object) =>
      security.app.inject({
        method: "POST",
        url: "/platform/v1/clients/mes-p100/certificates",
        headers: { authorization: `Bearer ${adminToken}` },
        payload,
      });
    assert.equal((await post({ subject: "CN=mes-p200,O=Example" })).statusCode, 409);
    for (const payload of [
      {},
      { subject: "mes" },
      { thumbprint: "ab" },
      { subject: "CN=a", thumbprint: "b" },
      { cn: "a" },
    ]) {
      assert.equal((await post(payload)).statusCode, 422, JSON.stringify(payload));
    }
  });

  it("does not serve plain HTTP on the same port", async () => {
    await assert.rejects(fetch(`http://127.0.0.1:${port}/whoami`));
  });
});
