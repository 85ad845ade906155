import type { VerificationKey } from "../tokens/trusted-issuer.js";
import { assessKey, type AssessedKey } from "./assess-key.js";

/** The usable keys of a JWKS by id, and what is wrong with others. */
export interface KeySet {
  readonly keys: ReadonlyMap<string, VerificationKey>;
  /** One sentence for each bad key, in the order of the document. */
  readonly faults: readonly string[];
}

const KEYS_MAX = 50;

/** What must hold for a JWK besides its own quality. */
export interface KeyRules {
  readonly algorithms: readonly string[];
  /** Exact issuer of a key that names one, as the keys of Microsoft Entra do. */
  readonly keyIssuer: (named: string) => boolean;
}

/** Reads a JWK set (RFC 7517 §5). @throws TypeError when it is no such document; the caller keeps what it had. */
export function readKeySet(document: unknown, rules: KeyRules): KeySet {
  const list = typeof document === "object" && document !== null && "keys" in document ? document.keys : undefined;
  if (!Array.isArray(list)) throw new TypeError("the answer is no JWK set");
  if (list.length > KEYS_MAX) throw new TypeError(`the JWK set has ${list.length} keys, more than ${KEYS_MAX}`);
  const assessed = list.map((jwk: unknown) => assess(jwk, rules));
  const twice = repeated(assessed.flatMap((key) => (key.verdict === "usable" ? [key.keyId] : [])));
  const keys = new Map<string, VerificationKey>();
  for (const one of assessed) if (one.verdict === "usable" && !twice.has(one.keyId)) keys.set(one.keyId, one.key);
  return {
    keys,
    faults: [...assessed.flatMap(faultOf), ...[...twice].map((id) => `key ${shown(id)}: kid comes twice`)],
  };
}

function assess(jwk: unknown, { algorithms, keyIssuer }: KeyRules): AssessedKey {
  if (typeof jwk !== "object" || jwk === null) return { verdict: "bad", keyId: "", fault: "is no object" };
  const members = jwk as Readonly<Record<string, unknown>>;
  const { issuer } = members;
  if (typeof issuer === "string" && !keyIssuer(issuer)) return { verdict: "unrelated" };
  return assessKey(members, algorithms);
}

/** Two keys of one id would leave the choice to whoever signs. */
function repeated(keyIds: readonly string[]): ReadonlySet<string> {
  return new Set(keyIds.filter((id, index) => keyIds.indexOf(id) !== index));
}

function faultOf(key: AssessedKey): string[] {
  return key.verdict === "bad" ? [`key ${shown(key.keyId)}: ${key.fault}`] : [];
}

/** Ids come from elsewhere; the log gets a bounded, printable form. */
function shown(keyId: string): string {
  return keyId.replace(/[^\x21-\x7e]/g, "?").slice(0, 64) || "(no kid)";
}
