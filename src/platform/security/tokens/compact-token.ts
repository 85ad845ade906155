import { CredentialRefusal } from "./credential-refusal.js";

/** Longest token that is looked at. */
const TOKEN_LENGTH_MAX = 8192;

/** Header and claims of a compact JWS whose signature nobody has checked yet. */
export interface UnverifiedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * Takes a compact JWS apart more strictly than its verification does: canonical base64url only (RFC 7515 §2 with
 * RFC 4648 §3.5; jose also accepts padding, line breaks and stray bits) and no member twice (RFC 7515 §4; JSON.parse
 * silently keeps the last). Two readers of one token can then never see different claims.
 * @throws CredentialRefusal
 */
export function parseCompactToken(token: string): UnverifiedToken {
  if (token.length > TOKEN_LENGTH_MAX) throw new CredentialRefusal("token too long");
  const [header, claims, signature, ...rest] = token.split(".");
  if (header === undefined || claims === undefined || signature === undefined || rest.length > 0) {
    throw new CredentialRefusal("not a compact JWS");
  }
  decodeStrictly(signature, "signature");
  return { header: parseObject(header, "header"), claims: parseObject(claims, "claims") };
}

function decodeStrictly(segment: string, name: string): Buffer {
  const bytes = Buffer.from(segment, "base64url");
  if (segment === "" || bytes.toString("base64url") !== segment)
    throw new CredentialRefusal(`${name} is not base64url`);
  return bytes;
}

function parseObject(segment: string, name: string): Readonly<Record<string, unknown>> {
  const text = decodeText(decodeStrictly(segment, name), name);
  const value = parseJson(text, name);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new CredentialRefusal(`${name} is not an object`);
  }
  if (countColons(text) !== countMembers(value)) throw new CredentialRefusal(`${name} has a member twice`);
  return value as Readonly<Record<string, unknown>>;
}

function decodeText(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new CredentialRefusal(`${name} is not UTF-8`, { cause });
  }
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CredentialRefusal(`${name} is not JSON`, { cause });
  }
}

/** Colons outside strings: one for each member the text writes. */
function countColons(text: string): number {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, "").split(":").length - 1;
}

/** Members that survived parsing; fewer than were written when one was written twice. */
function countMembers(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const children = Object.values(value).reduce((sum: number, child) => sum + countMembers(child), 0);
  return children + (Array.isArray(value) ? 0 : Object.keys(value).length);
}
