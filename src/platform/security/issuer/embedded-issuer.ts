import { SignJWT } from "jose";
import type { Clock } from "../../../kernel/clock.js";
import type { UlidFactory } from "../../../kernel/ulid.js";
import type { ClientDirectory, StoredClient } from "../clients/client-directory.js";
import { readGrants } from "../policy/grants.js";
import type { Principal } from "../principal.js";
import { CredentialRefusal } from "../tokens/credential-refusal.js";
import type { TrustedIssuer, VerificationKey } from "../tokens/trusted-issuer.js";
import type { IssuerLocation } from "./issuer-location.js";
import type { KeyRing } from "./key-ring.js";
import { SIGNING_ALGORITHM } from "./signing-key.js";
import { CLOCK_TOLERANCE_SECONDS, TOKEN_AGE_SECONDS_MAX } from "./token-lifetimes.js";

/** Audience of every token of the embedded issuer. */
export const AUDIENCE = "interlock";

const NO_GRANTS: Principal["grants"] = Object.freeze([]);
const KINDS: readonly unknown[] = ["HUMAN", "SERVICE", "EDGE"];

/** A token as the token endpoint answers it (RFC 6749 §5.1). */
export interface IssuedToken {
  readonly accessToken: string;
  readonly tokenId: string;
  readonly expiresInSeconds: number;
}

/** Issues RFC 9068 access tokens to clients of il.client, and states how they are verified: as a foreign issuer's. */
export class EmbeddedIssuer implements TrustedIssuer {
  readonly audience = AUDIENCE;
  readonly algorithms = [SIGNING_ALGORITHM];
  readonly tokenType = "at+jwt";
  readonly headerMembers: ReadonlySet<string> = new Set(["alg", "typ", "kid"]);
  readonly requiredClaims = ["sub", "client_id", "iat", "jti"];
  readonly tokenAgeSecondsMax = TOKEN_AGE_SECONDS_MAX;
  readonly clockToleranceSeconds = CLOCK_TOLERANCE_SECONDS;

  constructor(
    private readonly location: IssuerLocation,
    readonly keys: KeyRing,
    private readonly clients: ClientDirectory,
    private readonly ids: UlidFactory,
    private readonly clock: Clock,
    private readonly tokenTtlSeconds: number,
  ) {}

  get issuer(): string {
    return this.location.url;
  }

  get keySetVersion(): number {
    return this.keys.version;
  }

  /** @param thumbprint certificate the token is bound to (RFC 8705 §3.1); nobody else can use it then */
  async issue(client: StoredClient, thumbprint?: string): Promise<IssuedToken> {
    const { keyId, privateKey } = this.keys.signingKey;
    const tokenId = this.ids.next();
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    const accessToken = await new SignJWT({ ...claimsOf(client), ...confirmationOf(thumbprint) })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: this.tokenType, kid: keyId })
      .setIssuer(this.issuer)
      .setSubject(client.clientId)
      .setAudience(this.audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + this.tokenTtlSeconds)
      .setJti(tokenId)
      .sign(privateKey);
    return { accessToken, tokenId, expiresInSeconds: this.tokenTtlSeconds };
  }

  async findKey(keyId: string): Promise<VerificationKey | undefined> {
    const key = await this.keys.find(keyId);
    return key === undefined ? undefined : { algorithms: [SIGNING_ALGORITHM], key: key.publicKey };
  }

  hasKey(keyId: string): boolean {
    return this.keys.has(keyId);
  }

  /** Other processes that share the data folder add and remove keys too. @throws KeyFileError */
  async refreshWhenDue(): Promise<void> {
    await this.keys.reloadWhenChanged();
  }

  readPrincipal(claims: Readonly<Record<string, unknown>>): Principal {
    const { sub, client_id: clientId, interlock_kind: kind, interlock_grants: document } = claims;
    const grants = isEmptyList(document) ? NO_GRANTS : readGrants(document);
    if (typeof sub !== "string" || sub === "" || sub !== clientId)
      throw new CredentialRefusal("subject is not the client");
    if (!isKind(kind)) throw new CredentialRefusal("unknown kind of principal");
    if (grants === undefined) throw new CredentialRefusal("no usable grants");
    return Object.freeze({ clientId: sub, kind, grants, authenticatedBy: "TOKEN" });
  }

  async isActive(principal: Principal): Promise<boolean> {
    const client = await this.clients.find(principal.clientId);
    return client !== undefined && !client.isDisabled;
  }
}

/** A client whose roles are all in the register of grants, or that has none yet. */
function isEmptyList(document: unknown): boolean {
  return Array.isArray(document) && document.length === 0;
}

function isKind(kind: unknown): kind is Principal["kind"] {
  return KINDS.includes(kind);
}

function confirmationOf(thumbprint: string | undefined): Record<string, unknown> {
  return thumbprint === undefined ? {} : { cnf: { "x5t#S256": thumbprint } };
}

function claimsOf(client: StoredClient): Record<string, unknown> {
  return { client_id: client.clientId, interlock_kind: client.kind, interlock_grants: client.grants };
}
