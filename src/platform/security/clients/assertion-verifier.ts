import { errors, jwtVerify, type JWTPayload } from "jose";
import type { Clock } from "../../../kernel/clock.js";
import { readKeySet } from "../foreign-issuers/read-key-set.js";
import { CLOCK_TOLERANCE_SECONDS } from "../issuer/token-lifetimes.js";
import { parseCompactToken } from "../tokens/compact-token.js";
import { CredentialRefusal } from "../tokens/credential-refusal.js";
import type { AssertionStore } from "./assertion-store.js";
import type { StoredClient } from "./client-directory.js";

/** Algorithms of client assertions; asymmetric ones only, so that the server holds nothing worth stealing. */
export const ASSERTION_ALGORITHMS = ["EdDSA", "ES256", "ES384", "PS256", "RS256"];

const HEADER_MEMBERS = new Set(["alg", "typ", "kid"]);
/** RFC 7523 §3 leaves the life open; a short one bounds what must be remembered against replays. */
const ASSERTION_SECONDS_MAX = 300;
const TOKEN_ID = /^[\x21-\x7e]{1,128}$/;

/** Checks the assertions by which clients prove themselves to the token endpoint (private_key_jwt, RFC 7523 §3). */
export class AssertionVerifier {
  constructor(
    private readonly store: AssertionStore,
    /** Name of the issuer and address of its token endpoint; an assertion is meant for exactly one of them. */
    private readonly audiences: () => readonly string[],
    private readonly clock: Clock,
  ) {}

  /** False for every assertion that is not to be believed, also one that was used before. */
  async verify(client: StoredClient | undefined, assertion: string): Promise<boolean> {
    if (client === undefined) return false;
    try {
      const { clientId } = client;
      const claims = await this.#check(clientId, assertion);
      const endsAt = new Date(((claims.exp ?? 0) + CLOCK_TOLERANCE_SECONDS) * 1000);
      return await this.store.claim(clientId, String(claims.jti), endsAt, this.clock.now());
    } catch (error) {
      if (error instanceof CredentialRefusal || error instanceof errors.JOSEError) return false;
      throw error;
    }
  }

  async #check(clientId: string, assertion: string): Promise<JWTPayload> {
    const { header, claims } = parseCompactToken(assertion);
    const { alg, kid } = header;
    if (Object.keys(header).some((member) => !HEADER_MEMBERS.has(member))) throw new CredentialRefusal("header member");
    // A list of audiences would let another recipient of the assertion use it here.
    if (!this.audiences().includes(String(claims["aud"]))) throw new CredentialRefusal("audience");
    const jwks = await this.store.findKeys(clientId);
    const key = readKeySet(jwks, { algorithms: ASSERTION_ALGORITHMS, keyIssuer: () => false }).keys.get(String(kid));
    if (key === undefined || !key.algorithms.includes(String(alg))) throw new CredentialRefusal("unknown key");
    const { payload } = await jwtVerify(assertion, key.key, {
      algorithms: [String(alg)],
      issuer: clientId,
      subject: clientId,
      requiredClaims: ["exp", "iat", "jti", "aud"],
      maxTokenAge: ASSERTION_SECONDS_MAX,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: this.clock.now(),
    });
    requireShortLife(payload);
    return payload;
  }
}

function requireShortLife({ exp = 0, iat = 0, jti }: JWTPayload): void {
  if (exp - iat > ASSERTION_SECONDS_MAX) throw new CredentialRefusal("lives too long");
  if (typeof jti !== "string" || !TOKEN_ID.test(jti)) throw new CredentialRefusal("no usable jti");
}
