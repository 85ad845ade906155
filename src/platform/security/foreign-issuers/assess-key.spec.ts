import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { describe, it } from "node:test";
import { assessKey } from "./assess-key.js";
import { hasRocaFingerprint } from "./roca-fingerprint.js";

const ALGORITHMS = ["RS256", "ES256", "EdDSA"];
type Members = Readonly<Record<string, unknown>>;

function rsa(modulusLength = 2048, publicExponent = 65_537): Members {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength, publicExponent });
  return { ...publicKey.export({ format: "jwk" }), kid: "k" };
}

const base64 = (number: bigint): string => {
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex").toString("base64url");
};

/** An odd number of 2048 bits that is a power of 65537 modulo every prime that the broken library used. */
function rocaModulus(): bigint {
  const product = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157]
    .map(BigInt)
    .reduce((all, prime) => all * prime, 1n);
  const power = 65_537n ** 7n % product;
  const modulus = power + product * ((1n << 2047n) / product + 1n);
  return modulus % 2n === 0n ? modulus + product : modulus;
}

describe("keys an issuer publishes", () => {
  const good = rsa();
  const { publicKey: curveKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const curve: Members = { ...curveKey.export({ format: "jwk" }), kid: "k" };

  it("are used with the algorithms that both the key and the issuer's settings allow", () => {
    const usable = (jwk: Members): unknown => {
      const assessed = assessKey(jwk, ALGORITHMS);
      return assessed.verdict === "usable" ? assessed.key.algorithms : assessed;
    };
    assert.deepEqual(usable(good), ["RS256"]);
    assert.deepEqual(usable({ ...good, alg: "RS256", use: "sig", key_ops: ["verify"] }), ["RS256"]);
    assert.deepEqual(usable(curve), ["ES256"]);
    const { publicKey } = generateKeyPairSync("ed25519");
    assert.deepEqual(usable({ ...publicKey.export({ format: "jwk" }), kid: "k" }), ["EdDSA"]);
  });

  it("are passed over without an alarm when they serve another purpose", () => {
    assert.deepEqual(assessKey({ ...good, use: "enc", alg: "RSA-OAEP" }, ALGORITHMS), { verdict: "unrelated" });
    assert.deepEqual(assessKey({ ...good, alg: "PS512" }, ALGORITHMS), { verdict: "unrelated" });
  });

  const bad: readonly (readonly [string, Members, RegExp])[] = [
    ["an RSA exponent of 1", { ...good, e: "AQ" }, /exponent 1$|cannot be read/],
    ["an RSA exponent of 3", { ...good, e: "Aw" }, /exponent 3$/],
    ["an even RSA exponent", { ...good, e: base64(65_538n) }, /exponent 65538$|cannot be read/],
    ["an RSA modulus of 512 bits", rsa(512), /RSA of 512 bits/],
    ["an RSA modulus of 1024 bits", rsa(1024), /RSA of 1024 bits/],
    ["an RSA modulus of 16384 bits", { ...good, n: base64((1n << 16_383n) + 1n) }, /RSA of 16384 bits/],
    ["an even RSA modulus", { ...good, n: base64(1n << 2047n) }, /even/],
    ["the ROCA fingerprint", { ...good, n: base64(rocaModulus()) }, /ROCA/],
    ["a symmetric key", { kty: "oct", k: "c2VjcmV0", kid: "k", alg: "HS256" }, /secret or private/],
    ["a symmetric key without its value", { kty: "oct", kid: "k" }, /key type/],
    ["a private member", { ...good, d: "AQAB" }, /secret or private/],
    ["an unknown key type", { kty: "LMS", kid: "k" }, /key type/],
    ["an unknown curve", { ...curve, crv: "secp256k1" }, /key type/],
    ["a point that is not on its curve", { ...curve, x: curve["y"], y: curve["x"] }, /cannot be read/],
    ["a use that does not exist", { ...good, use: "verify" }, /use is not sig/],
    ["operations without verify", { ...good, key_ops: ["wrapKey"] }, /not to verify/],
    ["an alg of another key type", { ...good, alg: "ES256" }, /alg does not fit/],
    ["the alg none", { ...good, alg: "none" }, /alg does not fit/],
    ["no kid", { ...good, kid: undefined }, /no usable kid/],
    ["an Ed25519 point of small order", { kty: "OKP", crv: "Ed25519", x: base64Bytes(0), kid: "k" }, /small order/],
    ["the neutral Ed25519 point", { kty: "OKP", crv: "Ed25519", x: base64Bytes(1), kid: "k" }, /small order/],
  ];
  for (const [what, jwk, fault] of bad) {
    it(`are refused with an alarm for ${what}`, () => {
      const assessed = assessKey(jwk, ALGORITHMS);
      assert.equal(assessed.verdict, "bad");
      assert.match(assessed.verdict === "bad" ? assessed.fault : "", fault);
    });
  }

  it("do not look like ROCA keys by chance", () => {
    for (let count = 0; count < 20; count++) {
      const { n } = generateKeyPairSync("rsa", { modulusLength: 512 }).publicKey.export({ format: "jwk" });
      assert.equal(hasRocaFingerprint(BigInt(`0x${Buffer.from(String(n), "base64url").toString("hex")}`)), false);
    }
  });
});

function base64Bytes(first: number): string {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt8(first, 0);
  return bytes.toString("base64url");
}
