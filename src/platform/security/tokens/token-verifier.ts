import { errors, jwtVerify, type JWTPayload } from "jose";
import type { Clock } from "../../../kernel/clock.js";
import type { Principal } from "../principal.js";
import { parseCompactToken, type UnverifiedToken } from "./compact-token.js";
import { boundThumbprintOf } from "./token-binding.js";
import { CredentialRefusal } from "./credential-refusal.js";
import type { TrustedIssuer, VerificationKey } from "./trusted-issuer.js";
import { type VerifiedCredential, VerifiedCredentialCache } from "./verified-credential-cache.js";

/** Spellings that issuers use for key ids; the id is only ever looked up in a map. */
const KEY_ID = /^[A-Za-z0-9._:=+/-]{1,128}$/;

/** Thumbprint of the certificate the sender has proven to hold; asked for only when a token is bound to one. */
export type ThumbprintReader = () => string | undefined;

const NO_CERTIFICATE: ThumbprintReader = () => undefined;

/** Turns an access token into the principal it speaks for. */
export class TokenVerifier {
  readonly #cache: VerifiedCredentialCache;
  readonly #keySetVersions = new Map<TrustedIssuer, number>();

  constructor(
    private readonly issuers: readonly TrustedIssuer[],
    private readonly clock: Clock,
  ) {
    this.#cache = new VerifiedCredentialCache(clock);
  }

  /** The principal of a token that was verified within the last minute. */
  findVerified(token: string, readThumbprint: ThumbprintReader = NO_CERTIFICATE): Principal | undefined {
    const known = this.#cache.find(token);
    return known !== undefined && isHeldBy(known, readThumbprint) ? known.principal : undefined;
  }

  /** @throws CredentialRefusal when the token is not to be believed; other errors when that could not be found out. */
  async verify(token: string, readThumbprint: ThumbprintReader = NO_CERTIFICATE): Promise<Principal> {
    const generation = this.#cache.generation;
    const unverified = parseCompactToken(token);
    const issuer = this.#issuerOf(unverified);
    const { keyId, key } = await keyOf(issuer, unverified);
    const claims = await this.#checkClaims(token, issuer, key, unverified);
    const credential = credentialOf(issuer, keyId, claims);
    if (!isHeldBy(credential, readThumbprint)) throw new CredentialRefusal("bound to another client certificate");
    if (!(await issuer.isActive(credential.principal)))
      throw new CredentialRefusal("the client is disabled or unknown");
    this.#cache.remember(token, credential, generation);
    return credential.principal;
  }

  /** Forgets the tokens of a client that was changed or disabled. */
  forgetClient(clientId: string): void {
    this.#cache.forgetClient(clientId);
  }

  /**
   * Renews the keys of all issuers that are due and forgets the tokens of keys that are trusted no longer.
   * @throws the first failure, after every issuer had its turn
   */
  async refreshKeys(): Promise<void> {
    const results = await Promise.allSettled(this.issuers.map((issuer) => issuer.refreshWhenDue()));
    for (const issuer of this.issuers) this.#forgetLostKeys(issuer);
    for (const result of results) if (result.status === "rejected") throw result.reason;
  }

  #forgetLostKeys(issuer: TrustedIssuer): void {
    if (this.#keySetVersions.get(issuer) === issuer.keySetVersion) return;
    this.#keySetVersions.set(issuer, issuer.keySetVersion);
    this.#cache.forgetKeys(issuer.issuer, (keyId) => issuer.hasKey(keyId));
  }

  /** The unverified `iss` only chooses whose rules apply; the verification then demands exactly this issuer. */
  #issuerOf({ header, claims }: UnverifiedToken): TrustedIssuer {
    const issuer = this.issuers.find((candidate) => candidate.issuer === claims["iss"]);
    if (issuer === undefined) throw new CredentialRefusal("unknown issuer");
    for (const member of Object.keys(header)) {
      if (!issuer.headerMembers.has(member)) throw new CredentialRefusal(`header member ${member.slice(0, 20)}`);
    }
    return issuer;
  }

  async #checkClaims(
    token: string,
    issuer: TrustedIssuer,
    key: VerificationKey,
    { header }: UnverifiedToken,
  ): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, key.key, {
        algorithms: [String(header["alg"])],
        issuer: issuer.issuer,
        audience: typeof issuer.audience === "string" ? issuer.audience : [...issuer.audience],
        typ: issuer.tokenType,
        requiredClaims: ["exp", ...issuer.requiredClaims],
        maxTokenAge: issuer.tokenAgeSecondsMax,
        clockTolerance: issuer.clockToleranceSeconds,
        currentDate: this.clock.now(),
      });
      return payload;
    } catch (cause) {
      if (cause instanceof errors.JOSEError) throw new CredentialRefusal(cause.message, { cause });
      throw cause;
    }
  }
}

/** A key is chosen by id alone and used with its own algorithms alone, so a token cannot choose how it is checked. */
async function keyOf(
  issuer: TrustedIssuer,
  { header }: UnverifiedToken,
): Promise<{ readonly keyId: string; readonly key: VerificationKey }> {
  const { alg, kid } = header;
  if (typeof alg !== "string" || !issuer.algorithms.includes(alg)) throw new CredentialRefusal("algorithm not allowed");
  if (typeof kid !== "string" || !KEY_ID.test(kid)) throw new CredentialRefusal("no usable key id");
  const key = await issuer.findKey(kid);
  if (key === undefined) throw new CredentialRefusal("unknown key id");
  if (!key.algorithms.includes(alg)) throw new CredentialRefusal("algorithm does not fit the key");
  return { keyId: kid, key };
}

function credentialOf(issuer: TrustedIssuer, keyId: string, claims: JWTPayload): VerifiedCredential {
  const boundThumbprint = boundThumbprintOf(claims);
  return {
    principal: issuer.readPrincipal(claims),
    expiresAtMs: (claims.exp ?? 0) * 1000,
    issuer: issuer.issuer,
    keyId,
    ...(boundThumbprint === undefined ? {} : { boundThumbprint }),
  };
}

/** Thumbprints are no secrets, so a plain comparison does. */
function isHeldBy({ boundThumbprint }: VerifiedCredential, readThumbprint: ThumbprintReader): boolean {
  return boundThumbprint === undefined || boundThumbprint === readThumbprint();
}
