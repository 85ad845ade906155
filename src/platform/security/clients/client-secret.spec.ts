import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ManualClock } from "../../../../test/support/security/manual-clock.js";
import { CLIENT } from "../../../../test/support/security/issuer-fixture.js";
import { hashSecret, isSecretOf, newClientSecret } from "./client-secret.js";
import { SecretVerifier } from "./secret-verifier.js";

describe("client secrets", () => {
  it("are long, random and recognisable", () => {
    const secrets = [newClientSecret(), newClientSecret()];
    assert.notEqual(secrets[0], secrets[1]);
    for (const secret of secrets) assert.match(secret, /^ilks_[A-Za-z0-9_-]{43}$/);
  });

  it("are stored salted and hashed, never as they are", async () => {
    const [first, second] = await Promise.all([hashSecret("s3cret"), hashSecret("s3cret")]);
    assert.notEqual(first.hash, second.hash);
    assert.match(first.hash, /^scrypt:16384:8:1:[A-Za-z0-9_-]{43}$/);
    assert.deepEqual([await isSecretOf("s3cret", first), await isSecretOf("s3creT", first)], [true, false]);
  });

  it("match no stored form that is damaged or unknown", async () => {
    const { salt, hash } = await hashSecret("s3cret");
    for (const damaged of [
      "",
      "plain:s3cret",
      hash.replace("scrypt", "bcrypt"),
      hash.slice(0, -4),
      "scrypt:16384:8:1:",
    ]) {
      assert.equal(await isSecretOf("s3cret", { salt, hash: damaged }), false, damaged);
    }
  });
});

describe("SecretVerifier", () => {
  it("tells the right secret from a wrong one, and knows no secret of an unknown client", async () => {
    const verifier = await SecretVerifier.create(new ManualClock());
    const client = { ...CLIENT, secret: await hashSecret("s3cret") };
    assert.deepEqual(
      [
        await verifier.verify(client, "s3cret"),
        await verifier.verify(client, "other"),
        await verifier.verify(undefined, "s3cret"),
      ],
      ["RIGHT", "WRONG", "WRONG"],
    );
  });

  it("does not remember a secret beyond a change of the stored hash", async () => {
    const verifier = await SecretVerifier.create(new ManualClock());
    const client = { ...CLIENT, secret: await hashSecret("s3cret") };
    assert.equal(await verifier.verify(client, "s3cret"), "RIGHT");
    assert.equal(await verifier.verify({ ...client, secret: await hashSecret("new") }, "s3cret"), "WRONG");
  });

  it("says it is busy instead of queueing without end, and works again afterwards", async () => {
    const verifier = await SecretVerifier.create(new ManualClock());
    const client = { ...CLIENT, secret: await hashSecret("s3cret") };
    const verdicts = await Promise.all(
      Array.from({ length: 70 }, (_, index) => verifier.verify(client, `guess ${index}`)),
    );
    assert.deepEqual(
      [
        verdicts.filter((verdict) => verdict === "WRONG").length,
        verdicts.filter((verdict) => verdict === "BUSY").length,
      ],
      [66, 4],
    );
    assert.equal(await verifier.verify(client, "s3cret"), "RIGHT");
  });
});
