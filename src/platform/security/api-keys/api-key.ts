import { hash, randomBytes, timingSafeEqual } from "node:crypto";

/** A key as its holder has it: `ilk_<key id>_<secret>`. The prefix is one that secret scanners can look for. */
export interface ApiKeyParts {
  /** 26 characters, a ULID; no secret, it names the key in lists and audit entries. */
  readonly keyId: string;
  /** 43 characters of base64url: 256 random bits. */
  readonly secret: string;
}

const API_KEY = /^ilk_([0-9A-HJKMNP-TV-Z]{26})_([A-Za-z0-9_-]{43})$/;
const SECRET_BYTES = 32;

export function newApiKeySecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

export function formatApiKey({ keyId, secret }: ApiKeyParts): string {
  return `ilk_${keyId}_${secret}`;
}

/** Undefined for text that is no key in its one canonical spelling. */
export function parseApiKey(text: string): ApiKeyParts | undefined {
  const [, keyId, secret] = API_KEY.exec(text) ?? [];
  if (keyId === undefined || secret === undefined) return undefined;
  return Buffer.from(secret, "base64url").toString("base64url") === secret ? { keyId, secret } : undefined;
}

/**
 * What is stored of a secret. A slow hash such as scrypt guards secrets that people choose; of 256 random bits nobody
 * can try a noticeable part, and a key is checked far more often than a password.
 */
export function hashApiKeySecret(secret: string): string {
  return hash("sha256", secret, "base64url");
}

/** Compares in constant time; without a stored hash it works as long and says no. */
export function isApiKeySecret(secret: string, storedHash: string | undefined): boolean {
  const actual = Buffer.from(hashApiKeySecret(secret), "base64url");
  const expected = Buffer.from(storedHash ?? hashApiKeySecret(""), "base64url");
  const isEqual = expected.length === actual.length && timingSafeEqual(actual, expected);
  return isEqual && storedHash !== undefined;
}
