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
  /** Wall time of its first signature; undefined for a key that may sign since it exists. */
  readonly signsFrom: Date | undefined;
}

/** A new private Ed25519 JWK with its thumbprint as key id. @param signsFrom time of its first signature */
export async function generateSigningJwk(signsFrom?: Date): Promise<JWK> {
  const jwk = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const start = signsFrom === undefined ? {} : { signsFrom: signsFrom.toISOString() };
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: SIGNING_ALGORITHM, use: "sig", ...start };
}

/** @throws TypeError when the document is not a private Ed25519 JWK whose `kid` is its thumbprint. */
export async function readSigningJwk(document: unknown): Promise<SigningKey> {
  const { kty, crv, x, d, kid, signsFrom } = (document ?? {}) as Partial<Record<keyof JWK | "signsFrom", unknown>>;
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
    signsFrom: readStart(signsFrom),
  };
}

function readStart(signsFrom: unknown): Date | undefined {
  if (signsFrom === undefined) return undefined;
  const start = new Date(typeof signsFrom === "string" ? signsFrom : Number.NaN);
  if (Number.isNaN(start.getTime())) throw new TypeError("signsFrom is no time");
  return start;
}
