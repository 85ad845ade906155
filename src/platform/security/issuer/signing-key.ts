import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint, type JWK } from "jose";

/** Algorithm of every key of the embedded issuer (RFC 8037). */
export const SIGNING_ALGORITHM = "EdDSA";

/** An Ed25519 key of the embedded issuer. */
export interface SigningKey {
  /** RFC 7638 thumbprint. */
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** What the JWKS publishes: public members only. */
  readonly publicJwk: JWK;
}

/** A new private Ed25519 JWK with its thumbprint as key id. */
export async function generateSigningJwk(): Promise<JWK> {
  const jwk = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: SIGNING_ALGORITHM, use: "sig" };
}

/** @throws TypeError when the document is not a private Ed25519 JWK whose `kid` is its thumbprint. */
export async function readSigningJwk(document: unknown): Promise<SigningKey> {
  const { kty, crv, x, d, kid } = (document ?? {}) as Partial<Record<keyof JWK, unknown>>;
  if (kty !== "OKP" || crv !== "Ed25519" || typeof x !== "string" || typeof d !== "string") {
    throw new TypeError("not a private Ed25519 JWK");
  }
  const publicMembers = { kty, crv, x };
  const keyId = await calculateJwkThumbprint(publicMembers);
  if (kid !== keyId) throw new TypeError("the kid is not the thumbprint of the key");
  const privateKey = createPrivateKey({ format: "jwk", key: { ...publicMembers, d } });
  const publicKey = createPublicKey({ format: "jwk", key: publicMembers });
  return {
    keyId,
    privateKey,
    publicKey,
    publicJwk: { ...publicMembers, kid: keyId, alg: SIGNING_ALGORITHM, use: "sig" },
  };
}
