import assert from "node:assert/strict";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { JWK } from "jose";
import { ManualClock } from "../../../../test/support/security/manual-clock.js";
import { KeyFileError } from "./key-files.js";
import { KeyRing } from "./key-ring.js";
import { generateSigningJwk } from "./signing-key.js";

describe("KeyRing", () => {
  const clock = new ManualClock();
  let parent: string;
  let folder: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), "interlock-keys-"));
    folder = join(parent, "keys");
  });

  afterEach(() => rm(parent, { recursive: true }));

  it("makes its first key readable by its owner alone, and keeps it at the next start", async () => {
    const first = await KeyRing.open(folder, clock);
    assert.deepEqual(await readdir(folder), ["key-000001.jwk.json"]);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    assert.equal((await stat(join(folder, "key-000001.jwk.json"))).mode & 0o777, 0o600);
    assert.equal((await KeyRing.open(folder, clock)).signingKey.keyId, first.signingKey.keyId);
  });

  it("publishes no private member", async () => {
    const { publicKeys } = await KeyRing.open(folder, clock);
    assert.deepEqual(
      publicKeys.map((key) => Object.keys(key)),
      [["kty", "crv", "x", "kid", "alg", "use"]],
    );
  });

  it("leaves one key when several processes start at once, the same for all", async () => {
    const rings = await Promise.all([1, 2, 3, 4].map(() => KeyRing.open(folder, clock)));
    assert.equal(new Set(rings.map((ring) => ring.signingKey.keyId)).size, 1);
    assert.deepEqual(await readdir(folder), ["key-000001.jwk.json"]);
  });

  it("signs with the highest number and publishes all", async () => {
    const old = (await KeyRing.open(folder, clock)).signingKey.keyId;
    const newer = await generateSigningJwk();
    await writeFile(join(folder, "key-000002.jwk.json"), JSON.stringify(newer), { mode: 0o600 });
    const ring = await KeyRing.open(folder, clock);
    assert.equal(ring.signingKey.keyId, newer.kid);
    assert.deepEqual(
      ring.publicKeys.map((key) => key.kid),
      [old, newer.kid],
    );
  });

  it("reads the folder again for an unknown key id, at most once a second", async () => {
    const ring = await KeyRing.open(folder, clock);
    const newer = await generateSigningJwk();
    await writeFile(join(folder, "key-000002.jwk.json"), JSON.stringify(newer), { mode: 0o600 });
    assert.equal(await ring.find(String(newer.kid)), undefined);
    clock.advance(1);
    assert.equal((await ring.find(String(newer.kid)))?.keyId, newer.kid);
  });

  it("refuses a key file that others can read, and names the remedy", async () => {
    await KeyRing.open(folder, clock);
    const path = join(folder, "key-000001.jwk.json");
    await chmod(path, 0o644);
    await assert.rejects(
      KeyRing.open(folder, clock),
      new KeyFileError(`${path} can be read by other users; run: chmod 600 ${path}`),
    );
  });

  it("refuses a key file that is damaged or holds something else", async () => {
    await KeyRing.open(folder, clock);
    const path = join(folder, "key-000001.jwk.json");
    const good = JSON.parse(await readFile(path, "utf8")) as JWK;
    const { d: _, ...publicOnly } = good;
    const contents = [
      "",
      "{}",
      "null",
      JSON.stringify(publicOnly),
      JSON.stringify({ ...good, kid: "x" }),
      JSON.stringify({ ...good, kty: "RSA" }),
    ];
    for (const content of contents) {
      await writeFile(path, content);
      await assert.rejects(KeyRing.open(folder, clock), KeyFileError, content);
    }
  });
});
