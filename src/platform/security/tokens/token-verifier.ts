import { errors, jwtVerify, type JWTPayload } from "jose";
import type { Clock } from "../../../kernel/clock.js";
import type { Principal } from "../principal.js";
import { parseCompactToken, type UnverifiedToken } from "./compact-token.js";
import { TokenRefusal } from "./token-refusal.js";
import type { TrustedIssuer, VerificationKey } from "./trusted-issuer.js";
import { VerifiedTokenCache } from "./verified-token-cache.js";

/** Difference between two machines' clocks that is forgiven. */
const CLOCK_TOLERANCE_SECONDS = 30;
const KEY_ID = /^[A-Za-z0-9_-]{1,128}$/;

/** Turns an access token into the principal it speaks for. */
export class TokenVerifier {
  readonly #cache: VerifiedTokenCache;

  constructor(
    private readonly issuers: readonly TrustedIssuer[],
    private readonly clock: Clock,
  ) {
    this.#cache = new VerifiedTokenCache(clock);
  }

  /** The principal of a token that was verified within the last minute. */
  findVerified(token: string): Principal | undefined {
    return this.#cache.find(token);
  }

  /** @throws TokenRefusal when the token is not to be believed; other errors when that could not be found out. */
  async verify(token: string): Promise<Principal> {
    const unverified = parseCompactToken(token);
    const issuer = this.#issuerOf(unverified);
    const key = await keyOf(issuer, unverified);
    const claims = await this.#checkClaims(token, issuer, key);
    const principal = issuer.readPrincipal(claims);
    if (!(await issuer.isActive(principal))) throw new TokenRefusal("the client is disabled or unknown");
    this.#cache.remember(token, principal, (claims.exp ?? 0) * 1000);
    return principal;
  }

  /** Forgets the tokens of a client that was changed or disabled in this process. */
  forgetClient(clientId: string): void {
    this.#cache.forgetClient(clientId);
  }

  /** The unverified `iss` only chooses whose rules apply; the verification then demands exactly this issuer. */
  #issuerOf({ header, claims }: UnverifiedToken): TrustedIssuer {
    const issuer = this.issuers.find((candidate) => candidate.issuer === claims["iss"]);
    if (issuer === undefined) throw new TokenRefusal("unknown issuer");
    for (const member of Object.keys(header)) {
      if (!issuer.headerMembers.has(member)) throw new TokenRefusal(`header member ${member.slice(0, 20)}`);
    }
    return issuer;
  }

  async #checkClaims(token: string, issuer: TrustedIssuer, key: VerificationKey): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, key.key, {
        algorithms: [key.algorithm],
        issuer: issuer.issuer,
        audience: issuer.audience,
        typ: issuer.tokenType,
        requiredClaims: ["exp", ...issuer.requiredClaims],
        maxTokenAge: issuer.tokenAgeSecondsMax,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: this.clock.now(),
      });
      return payload;
    } catch (cause) {
      if (cause instanceof errors.JOSEError) throw new TokenRefusal(cause.message, { cause });
      throw cause;
    }
  }
}

/** A key is chosen by id alone and used with its own algorithm alone, so a token cannot choose how it is checked. */
async function keyOf(issuer: TrustedIssuer, { header }: UnverifiedToken): Promise<VerificationKey> {
  const { alg, kid } = header;
  if (typeof alg !== "string" || !issuer.algorithms.includes(alg)) throw new TokenRefusal("algorithm not allowed");
  if (typeof kid !== "string" || !KEY_ID.test(kid)) throw new TokenRefusal("no usable key id");
  const key = await issuer.findKey(kid);
  if (key === undefined) throw new TokenRefusal("unknown key id");
  if (key.algorithm !== alg) throw new TokenRefusal("algorithm does not fit the key");
  return key;
}
