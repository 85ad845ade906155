import type { IdentifiableRequest } from "../principal.js";

/** What a request offers as proof of who sent it. */
export type RequestCredentials =
  | { readonly kind: "bearer"; readonly token: string }
  | { readonly kind: "api-key"; readonly key: string }
  /** Nothing in the headers; the connection may carry a client certificate. */
  | { readonly kind: "none" }
  /** An Authorization header of another scheme; a certificate must not silently stand in for it. */
  | { readonly kind: "unsupported" }
  /** More than one, or one in a place where it does not belong; never decided in the sender's favour. */
  | { readonly kind: "refused"; readonly reason: string };

const BEARER = /^bearer +([^\s]+)$/i;
/** Letters of an API key up to its secret, also where an address has them percent-encoded or in a path. */
const KEY_IN_ADDRESS = /ilk(?:_|%5f)[0-9A-Z]{26}|[?&](?:access_token|api[-_]?key|x-api-key)=/i;

/**
 * The token of an Authorization header (RFC 6750 §2.1) or the key of an X-API-Key header. Two proofs at once are
 * refused, because their reader would have to choose (RFC 6750 §2); so is one in the address, which logs and browser
 * histories keep (RFC 6750 §5.3).
 */
export function credentialsOf({ headers, url }: IdentifiableRequest): RequestCredentials {
  if (url !== undefined && KEY_IN_ADDRESS.test(url)) return { kind: "refused", reason: "a credential in the address" };
  const { authorization, "x-api-key": key } = headers;
  if (key === undefined) return bearerOf(authorization);
  if (authorization !== undefined) return { kind: "refused", reason: "two credentials at once" };
  return typeof key === "string" ? { kind: "api-key", key } : { kind: "refused", reason: "two API keys" };
}

function bearerOf(authorization: string | undefined): RequestCredentials {
  if (authorization === undefined) return { kind: "none" };
  const token = BEARER.exec(authorization)?.[1];
  return token === undefined ? { kind: "unsupported" } : { kind: "bearer", token };
}
