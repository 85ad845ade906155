import assert from "node:assert/strict";
import { readdir, rm } from "node:fs/promises";
import { afterEach, beforeEach, describe, it } from "node:test";
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { CLIENT, createIssuerFixture, type IssuerFixture } from "../../../../test/support/security/issuer-fixture.js";
import { TokenVerifier } from "../tokens/token-verifier.js";
import { KeyRing } from "./key-ring.js";
import { KeyRotation } from "./key-rotation.js";

describe("rotation of the signing keys", () => {
  let fixture: IssuerFixture;
  let rotation: KeyRotation;

  beforeEach(async () => {
    fixture = await createIssuerFixture();
    rotation = new KeyRotation(fixture.folder, fixture.clock);
  });

  afterEach(() => fixture.remove());

  const states = async (): Promise<string[]> => (await rotation.list()).map(({ state }) => state);
  /** As the watch of a running process does once a second. */
  const notice = (): Promise<void> => fixture.verifier.refreshKeys();
  const issue = async (): Promise<string> => (await fixture.issuer.issue(CLIENT)).accessToken;

  it("publishes the new key at once and signs with it after twice the time others may cache the keys", async () => {
    const before = fixture.keys.signingKey.keyId;
    assert.equal((await rotation.rotate()).result, "ROTATED");
    await notice();
    assert.deepEqual(await states(), ["SIGNING", "PENDING"]);
    assert.equal(fixture.keys.publicKeys.length, 2);
    fixture.clock.advance(599);
    assert.equal(fixture.keys.signingKey.keyId, before);
    fixture.clock.advance(1);
    assert.notEqual(fixture.keys.signingKey.keyId, before);
    assert.deepEqual(await states(), ["VERIFYING", "SIGNING"]);
  });

  it("adds one key, however often it is asked for before the new one signs", async () => {
    const results = await Promise.all([1, 2, 3, 4].map(() => rotation.rotate()));
    assert.equal(results.filter(({ result }) => result === "ROTATED").length, 1);
    assert.equal((await rotation.rotate()).result, "UNDERWAY");
    assert.deepEqual(await states(), ["SIGNING", "PENDING"]);
  });

  it("keeps the old key until the longest token life is over, then retires it and removes its file", async () => {
    const old = await issue();
    await rotation.rotate();
    fixture.clock.advance(600 + 3629);
    await notice();
    assert.equal(fixture.keys.publicKeys.length, 2);
    fixture.clock.advance(1);
    assert.deepEqual(await states(), ["RETIRED", "SIGNING"]);
    assert.equal(fixture.keys.publicKeys.length, 1);
    await assert.rejects(fixture.verifier.verify(old));
    const { removed } = await rotation.rotate();
    assert.equal(removed.length, 1);
    assert.deepEqual(await readdir(fixture.folder), ["key-000002.jwk.json", "key-000003.jwk.json"]);
  });

  it("rejects no valid token, here, in another process, or at a service that caches the keys for five minutes", async () => {
    const otherRing = await KeyRing.open(fixture.folder, fixture.clock);
    const other = new TokenVerifier([Object.create(fixture.issuer, { keys: { value: otherRing } })], fixture.clock);
    const snapshot = (): ReturnType<typeof createLocalJWKSet> =>
      createLocalJWKSet({ keys: fixture.keys.publicKeys } as JSONWebKeySet);
    let cached = snapshot();
    const living: { readonly token: string; readonly endsAt: number }[] = [];
    const signers = new Set<string>();
    let rejected = 0;
    for (let second = 0; second < 3 * 3600; second += 20) {
      if (second === 1000 || second === 6000) await rotation.rotate();
      if (second % 300 === 0) cached = snapshot();
      await Promise.all([notice(), other.refreshKeys()]);
      living.push({ token: await issue(), endsAt: second + 600 });
      signers.add(fixture.keys.signingKey.keyId);
      if ((living[0]?.endsAt ?? 0) <= second) living.shift();
      const currentDate = fixture.clock.now();
      for (const { token } of [living[0], living[living.length >> 1], living.at(-1)].filter(
        (one) => one !== undefined,
      )) {
        const checks = [fixture.verifier.verify(token), other.verify(token), jwtVerify(token, cached, { currentDate })];
        const results = await Promise.allSettled(checks);
        rejected += results.filter(({ status }) => status === "rejected").length;
      }
      fixture.clock.advance(20);
    }
    assert.equal(rejected, 0);
    assert.equal(signers.size, 3);
  });

  it("ends the tokens of a revoked key, also those that were verified a moment ago, and signs with a new one", async () => {
    const stolen = fixture.keys.signingKey.keyId;
    const token = await issue();
    await fixture.verifier.verify(token);
    await notice();
    assert.equal(await rotation.revoke(stolen), true);
    await notice();
    assert.equal(fixture.verifier.findVerified(token), undefined);
    await assert.rejects(fixture.verifier.verify(token), /unknown key id/);
    assert.ok(await fixture.verifier.verify(await issue()));
    assert.equal(await rotation.revoke(stolen), false);
  });

  it("has nothing to list where Interlock was never started", async () => {
    await rm(fixture.folder, { recursive: true });
    assert.deepEqual(await rotation.list(), []);
    await rotation.rotate();
    assert.deepEqual(await states(), ["SIGNING"]);
  });
});
