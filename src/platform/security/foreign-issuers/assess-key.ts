import { createPublicKey, type KeyObject } from "node:crypto";
import type { VerificationKey } from "../tokens/trusted-issuer.js";
import { hasRocaFingerprint } from "./roca-fingerprint.js";

/** What becomes of one member of a JWKS. */
export type AssessedKey =
  | { readonly verdict: "usable"; readonly keyId: string; readonly key: VerificationKey }
  /** Published for something else, such as encryption; nothing is wrong with it. */
  | { readonly verdict: "unrelated" }
  /** Nobody may rely on it; worth an alarm. */
  | { readonly verdict: "bad"; readonly keyId: string; readonly fault: string };

type Members = Readonly<Record<string, unknown>>;

const RSA_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];
const CURVE_ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  "EC P-256": ["ES256"],
  "EC P-384": ["ES384"],
  "EC P-521": ["ES512"],
  "OKP Ed25519": ["EdDSA", "Ed25519"],
};
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
const MODULUS_BITS_MIN = 2048;
/** One verification with a larger modulus costs milliseconds. */
const MODULUS_BITS_MAX = 8192;
/** FIPS 186-5 §5.1. */
const EXPONENT_MIN = 65_537n;
const KEY_ID_LENGTH_MAX = 128;

/** Points of small order: anybody can make a signature that verifies with them. Last byte without its sign bit. */
const WEAK_ED25519 = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]);

/** Judges a JWK that an issuer publishes. @param algorithms accepted ones of the issuer */
export function assessKey(jwk: Members, algorithms: readonly string[]): AssessedKey {
  const keyId = typeof jwk["kid"] === "string" ? jwk["kid"] : "";
  if (jwk["use"] === "enc") return { verdict: "unrelated" };
  const fitting = algorithmsOf(jwk);
  const fault = formFault(jwk, keyId, fitting);
  if (fault !== undefined) return { verdict: "bad", keyId, fault };
  const usable = fitting.filter((name) => algorithms.includes(name) && (jwk["alg"] ?? name) === name);
  if (usable.length === 0) return { verdict: "unrelated" };
  const key = importKey(jwk);
  if (typeof key === "string") return { verdict: "bad", keyId, fault: key };
  return { verdict: "usable", keyId, key: { algorithms: usable, key } };
}

/** Signature algorithms a key of this type can be used with. */
function algorithmsOf({ kty, crv }: Members): readonly string[] {
  return kty === "RSA" ? RSA_ALGORITHMS : (CURVE_ALGORITHMS[`${String(kty)} ${String(crv)}`] ?? []);
}

function formFault(jwk: Members, keyId: string, fitting: readonly string[]): string | undefined {
  const { use, alg, key_ops: operations } = jwk;
  if (PRIVATE_MEMBERS.some((member) => member in jwk)) return "publishes a secret or private key";
  if (fitting.length === 0) return "key type is not one for signatures";
  if (keyId === "" || keyId.length > KEY_ID_LENGTH_MAX) return "has no usable kid";
  if (use !== undefined && use !== "sig") return "use is not sig";
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes("verify")))
    return "is not to verify";
  if (alg !== undefined && !fitting.some((name) => name === alg)) return "alg does not fit the key type";
  return undefined;
}

/** @returns the key, or what is wrong with its numbers */
function importKey(jwk: Members): KeyObject | string {
  try {
    // Only members that state a public key: createPublicKey gets no others to misread.
    const { kty, n, e, crv, x, y } = jwk;
    const key = createPublicKey({ format: "jwk", key: { kty, n, e, crv, x, y } as never });
    return (kty === "RSA" ? rsaFault(key, String(n)) : curveFault(jwk)) ?? key;
  } catch {
    return "cannot be read";
  }
}

function rsaFault(key: KeyObject, modulusText: string): string | undefined {
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  const modulus = BigInt(`0x${Buffer.from(modulusText, "base64url").toString("hex")}`);
  if (modulusLength < MODULUS_BITS_MIN || modulusLength > MODULUS_BITS_MAX) return `RSA of ${modulusLength} bits`;
  if (publicExponent < EXPONENT_MIN || publicExponent % 2n === 0n) return `RSA exponent ${publicExponent}`;
  if (modulus % 2n === 0n) return "RSA modulus is even";
  return hasRocaFingerprint(modulus) ? "RSA modulus can be factored (ROCA, CVE-2017-15361)" : undefined;
}

function curveFault({ kty, x }: Members): string | undefined {
  if (kty !== "OKP") return undefined;
  const point = Buffer.from(String(x), "base64url");
  point.writeUInt8((point.at(-1) ?? 0) & 0x7f, point.length - 1);
  return WEAK_ED25519.has(point.toString("hex")) ? "Ed25519 point of small order" : undefined;
}
