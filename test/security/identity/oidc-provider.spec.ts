import assert from "node:assert/strict";
import { once } from "node:events";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { exportJWK, type JWK } from "jose";
import { Provider } from "oidc-provider";
import { systemClock } from "../../../src/kernel/clock.js";
import type { ForeignIssuer } from "../../../src/platform/security/foreign-issuers/foreign-issuer.js";
import { TokenVerifier } from "../../../src/platform/security/tokens/token-verifier.js";
import { createSecurityApplication, type SecurityApplication } from "../../support/security/security-application.js";
import { WhoamiController } from "./whoami.controller.js";

const RESOURCE = "urn:interlock";
const SECRET = "a-secret-of-the-test";

/** A certified implementation of OpenID Connect as the foreign issuer, on this machine; the clock is the real one here. */
describe("tokens of oidc-provider", () => {
  const folder = mkdtempSync(join(tmpdir(), "interlock-oidc-"));
  let server: Server;
  let issuerUrl: string;
  let security: SecurityApplication;

  before(async () => {
    server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    issuerUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await serveKeys(["old"]);
    const file = join(folder, "issuers.yaml");
    writeFileSync(
      file,
      `issuers:
  - name: corporate
    issuer: ${issuerUrl}
    audience: ${RESOURCE}
    algorithms: [RS256]
    rolesClaim: roles
    roles:
      erp: { role: erp-service, plants: "*" }
`,
    );
    security = await createSecurityApplication([WhoamiController], undefined, {
      settings: { INTERLOCK_ISSUERS_FILE: file },
    });
    security.clock.advance(systemClock.now().getTime() / 1000 - security.clock.seconds);
  });

  after(async () => {
    await security.close();
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  const privateKeys = new Map<string, JWK>();

  /** The first key signs; all are published. */
  async function serveKeys(keyIds: readonly string[]): Promise<void> {
    for (const kid of keyIds) {
      if (privateKeys.has(kid)) continue;
      const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      privateKeys.set(kid, { ...(await exportJWK(privateKey)), kid, alg: "RS256", use: "sig" });
    }
    const provider = new Provider(issuerUrl, {
      jwks: { keys: keyIds.flatMap((kid) => privateKeys.get(kid) ?? []) },
      ttl: { ClientCredentials: 300 },
      clients: [
        {
          client_id: "sap-s4",
          client_secret: SECRET,
          grant_types: ["client_credentials"],
          redirect_uris: [],
          response_types: [],
          token_endpoint_auth_method: "client_secret_basic",
        },
      ],
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: (_context, audience) => ({
            scope: "orders",
            audience,
            accessTokenFormat: "jwt",
            accessTokenTTL: 300,
            jwt: { sign: { alg: "RS256" } },
          }),
        },
      },
      extraTokenClaims: () => ({ roles: ["erp"] }),
    });
    server.removeAllListeners("request").on("request", provider.callback());
  }

  async function token(resource = RESOURCE): Promise<string> {
    const answer = await fetch(`${issuerUrl}/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`sap-s4:${SECRET}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ grant_type: "client_credentials", resource, scope: "orders" }).toString(),
    });
    const body = (await answer.json()) as { access_token?: string };
    assert.ok(body.access_token !== undefined, JSON.stringify(body));
    return body.access_token;
  }

  const ask = async (bearer: string) =>
    security.app.inject({ url: "/whoami", headers: { authorization: `Bearer ${bearer}` } });

  it("are accepted by discovery, with the mapped role", async () => {
    const answer = await ask(await token());
    assert.equal(answer.statusCode, 200, answer.body);
    const { clientId, grants } = answer.json<Record<string, unknown>>();
    assert.deepEqual([clientId, grants], ["corporate:sap-s4", [{ role: "erp-service", plants: "*" }]]);
  });

  it("are refused when they are meant for somebody else", async () => {
    assert.equal((await ask(await token("urn:other"))).statusCode, 401);
  });

  it("are accepted before, during and after a rotation of the issuer's keys", async () => {
    const early = await token();
    await serveKeys(["old", "new"]);
    security.clock.advance(300);
    await security.app.get(TokenVerifier).refreshKeys();
    const [issuer] = security.app.get<readonly ForeignIssuer[]>("ForeignIssuers");
    assert.ok(issuer !== undefined);
    await issuer.settled();
    assert.ok(issuer.hasKey("new"), "noticed in the background");
    security.clock.advance(-300);
    await serveKeys(["new", "old"]);
    assert.equal((await ask(early)).statusCode, 200);
    assert.equal((await ask(await token())).statusCode, 200);
  });
});
