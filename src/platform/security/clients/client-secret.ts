import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** A prefix that secret scanners can look for. */
const SECRET_PREFIX = "ilks_";
/** OWASP asks for p=5 at 16 MiB where people choose the secret; these secrets carry 256 random bits. */
const COST = { N: 16_384, r: 8, p: 1 };
const HASH_BYTES = 32;

/** A secret as it is stored: never the secret itself. */
export interface HashedSecret {
  readonly salt: string;
  /** `scrypt:<N>:<r>:<p>:<base64url>`; the parameters are kept so that they can grow. */
  readonly hash: string;
}

export function newClientSecret(): string {
  return SECRET_PREFIX + randomBytes(32).toString("base64url");
}

export async function hashSecret(secret: string): Promise<HashedSecret> {
  const salt = randomBytes(16).toString("base64url");
  const digest = await derive(secret, salt, COST);
  return { salt, hash: ["scrypt", COST.N, COST.r, COST.p, digest.toString("base64url")].join(":") };
}

/** Compares in constant time; false as well for a stored form that is not known. */
export async function isSecretOf(secret: string, stored: HashedSecret): Promise<boolean> {
  const [scheme, n, r, p, digest = ""] = stored.hash.split(":");
  const expected = Buffer.from(digest, "base64url");
  if (scheme !== "scrypt" || expected.length !== HASH_BYTES) return false;
  const actual = await derive(secret, stored.salt, { N: Number(n), r: Number(r), p: Number(p) });
  return timingSafeEqual(actual, expected);
}

function derive(secret: string, salt: string, cost: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, HASH_BYTES, cost, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
