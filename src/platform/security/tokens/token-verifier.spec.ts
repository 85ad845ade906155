import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { decodeProtectedHeader } from "jose";
import { generateSigningJwk } from "../issuer/signing-key.js";
import { CLIENT, createIssuerFixture, type IssuerFixture } from "../../../../test/support/security/issuer-fixture.js";
import { CredentialRefusal } from "./credential-refusal.js";

describe("TokenVerifier", () => {
  let fixture: IssuerFixture;
  let token: string;

  beforeEach(async () => {
    fixture = await createIssuerFixture();
    token = (await fixture.issuer.issue(CLIENT)).accessToken;
  });

  afterEach(() => fixture.remove());

  it("answers a token it verified within the last minute from memory, with the same principal", async () => {
    const principal = await fixture.verifier.verify(token);
    fixture.clock.advance(59);
    assert.equal(fixture.verifier.findVerified(token), principal);
    fixture.clock.advance(1);
    assert.equal(fixture.verifier.findVerified(token), undefined);
  });

  it("remembers no token beyond its expiry", async () => {
    fixture.clock.advance(590);
    await fixture.verifier.verify(token);
    fixture.clock.advance(9);
    assert.ok(fixture.verifier.findVerified(token));
    fixture.clock.advance(1);
    assert.equal(fixture.verifier.findVerified(token), undefined);
  });

  it("forgives 30 seconds of clock difference and not more", async () => {
    fixture.clock.advance(629);
    assert.equal((await fixture.verifier.verify(token)).clientId, "mes-1");
    fixture.clock.advance(1);
    await assert.rejects(fixture.verifier.verify(token), CredentialRefusal);
  });

  it("keeps no refused token in memory", async () => {
    const spoiled = `${token.slice(0, -4)}AAAA`;
    await assert.rejects(fixture.verifier.verify(spoiled), CredentialRefusal);
    assert.equal(fixture.verifier.findVerified(spoiled), undefined);
  });

  it("refuses the tokens of a disabled client within a minute, or at once when told", async () => {
    await fixture.verifier.verify(token);
    fixture.clients.set(CLIENT.clientId, { ...CLIENT, isDisabled: true });
    assert.ok(fixture.verifier.findVerified(token), "still within its minute");
    fixture.verifier.forgetClient(CLIENT.clientId);
    assert.equal(fixture.verifier.findVerified(token), undefined);
    await assert.rejects(fixture.verifier.verify(token), /disabled/);
  });

  it("verifies old and new tokens after a newer key was added, also in a process that has not seen it yet", async () => {
    const jwk = await generateSigningJwk();
    await writeFile(join(fixture.folder, "key-000002.jwk.json"), JSON.stringify(jwk), { mode: 0o600 });
    const other = await createIssuerFixture();
    await writeFile(join(other.folder, "key-000002.jwk.json"), JSON.stringify(jwk), { mode: 0o600 });
    await other.keys.reload();
    const newToken = (await other.issuer.issue(CLIENT)).accessToken;
    assert.notEqual(keyIdOf(newToken), keyIdOf(token));
    fixture.clock.advance(2);
    assert.equal((await fixture.verifier.verify(newToken)).clientId, "mes-1");
    assert.equal((await fixture.verifier.verify(token)).clientId, "mes-1");
    assert.equal(keyIdOf((await fixture.issuer.issue(CLIENT)).accessToken), jwk.kid, "the newest key signs");
    await other.remove();
  });
});

function keyIdOf(token: string): unknown {
  return decodeProtectedHeader(token).kid;
}
