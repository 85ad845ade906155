import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { EmbeddedIssuer } from "../../../src/platform/security/public.js";
import { TokenVerifier } from "../../../src/platform/security/tokens/token-verifier.js";
import { ForeignForge, type KnownKey } from "../../support/security/foreign-forgeries.js";
import { OutboundTrap } from "../../support/security/outbound-trap.js";
import { createSecurityApplication, type SecurityApplication } from "../../support/security/security-application.js";
import { WhoamiController } from "./whoami.controller.js";

const CHALLENGE = `Bearer realm="interlock", error="invalid_token"`;

describe("forged tokens of a foreign issuer, over HTTP", () => {
  const folder = mkdtempSync(join(tmpdir(), "interlock-forged-"));
  let trap: OutboundTrap;
  let security: SecurityApplication;
  let forge: ForeignForge;
  let url: string;

  before(async () => {
    trap = await OutboundTrap.open();
    const rsa: KnownKey = {
      keyId: "rsa-1",
      algorithm: "RS256",
      ...generateKeyPairSync("rsa", { modulusLength: 2048 }),
    };
    const curve: KnownKey = {
      keyId: "ec-1",
      algorithm: "ES256",
      ...generateKeyPairSync("ec", { namedCurve: "P-256" }),
    };
    const keys = [rsa, curve].map(({ publicKey, keyId, algorithm }) => {
      return { ...publicKey.export({ format: "jwk" }), kid: keyId, alg: algorithm, use: "sig" };
    });
    const issuer = "https://id.example/realms/plant";
    const roles = { erp: { role: "erp-service", plants: "*" } };
    const algorithms = ["RS256", "ES256"];
    const entry = { name: "corporate", issuer, audience: "interlock", algorithms, jwks: { keys }, roles };
    const file = join(folder, "issuers.json");
    writeFileSync(file, JSON.stringify({ issuers: [entry] }));
    security = await createSecurityApplication([WhoamiController], undefined, {
      settings: { INTERLOCK_ISSUERS_FILE: file },
    });
    await security.app.listen(0, "127.0.0.1");
    url = `${await security.app.getUrl()}/whoami`;
    const now = security.clock.seconds;
    forge = new ForeignForge({ issuer, audience: "interlock", rsa, curve, trapUrl: trap.url, now });
  });

  after(async () => {
    await security.close();
    await trap.close();
    rmSync(folder, { recursive: true });
  });

  const ask = (token: string): Promise<Response> => fetch(url, { headers: { authorization: `Bearer ${token}` } });

  it("are made from a token that is accepted, so that each is refused for its own fault", async () => {
    for (const token of [forge.make(), forge.make({}, { exp: security.clock.seconds - 29, jti: "edge" })]) {
      const answer = await ask(token);
      assert.equal(answer.status, 200, await answer.clone().text());
      assert.equal(((await answer.json()) as { clientId: string }).clientId, "corporate:erp-1");
    }
  });

  it("are all refused with the same answer, and nobody is asked about them", async (context) => {
    const forgeries = forge.forgeries();
    assert.equal(new Set(forgeries.map(({ what }) => what)).size, forgeries.length, "each kind once");
    assert.ok(forgeries.length >= 60);
    const verifier = security.app.get(TokenVerifier);
    const bodies = new Set<string>();
    for (const { what, token } of forgeries) {
      await assert.rejects(verifier.verify(token), { name: "CredentialRefusal" }, `verifier: ${what}`);
      const answer = await ask(token);
      const text = await answer.text();
      if (token.length > 16_000) {
        assert.equal(answer.status, 431, `${what}: larger than any header may be`);
        continue;
      }
      assert.deepEqual([answer.status, answer.headers.get("www-authenticate")], [401, CHALLENGE], what);
      bodies.add(JSON.stringify({ ...(JSON.parse(text) as object), correlationId: "", instance: "" }));
    }
    assert.equal(bodies.size, 1);
    assert.equal(trap.visits, 0);
    context.diagnostic(`${forgeries.length} kinds, 0 accepted, ${trap.visits} outbound requests`);
  });

  it("do not become good by a foreign key that names the embedded issuer", async () => {
    const { issuer } = security.app.get(EmbeddedIssuer);
    const claims = {
      iss: issuer,
      jti: "x",
      interlock_kind: "SERVICE",
      interlock_grants: [{ role: "auditor", plants: "*" }],
    };
    assert.equal((await ask(forge.make({}, claims))).status, 401);
  });
});
