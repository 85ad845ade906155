import { CredentialRefusal } from "./credential-refusal.js";

const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;

/**
 * Thumbprint of the certificate a token is bound to (`cnf.x5t#S256`, RFC 8705 §3.1); undefined for a token anyone may
 * bear. @throws CredentialRefusal for a confirmation that cannot be checked here, such as a DPoP key: ignoring it would
 * turn a bound token into one that whoever stole it may use.
 */
export function boundThumbprintOf(claims: Readonly<Record<string, unknown>>): string | undefined {
  const confirmation = claims["cnf"];
  if (confirmation === undefined) return undefined;
  if (typeof confirmation !== "object" || confirmation === null) throw new CredentialRefusal("unusable cnf");
  const members = Object.entries(confirmation);
  const [name, thumbprint] = members[0] ?? [];
  const isThumbprint = typeof thumbprint === "string" && THUMBPRINT.test(thumbprint);
  if (members.length !== 1 || name !== "x5t#S256" || !isThumbprint) throw new CredentialRefusal("unusable cnf");
  return thumbprint;
}
