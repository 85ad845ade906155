import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;
const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

/** A new secret of Standard Webhooks, `whsec_` and 32 random bytes in base64. */
export const makeSigningSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString("base64")}`;

/** 24 to 64 bytes, as Standard Webhooks asks for. */
export function isSigningSecret(text: string): boolean {
  const { length } = Buffer.from(text.slice(PREFIX.length), "base64");
  return SECRET.test(text) && length >= 24 && length <= 64;
}

/**
 * Headers by which a receiver knows who sent a webhook, that nobody changed it, and that it is not an old one sent again
 * (Standard Webhooks 1.0.0): HMAC-SHA-256 over id, time and body.
 * @param id the same for every attempt of a delivery
 */
export function signatureHeaders(secret: string, id: string, at: Date, body: string): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}
