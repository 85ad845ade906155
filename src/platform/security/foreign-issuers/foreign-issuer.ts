import type { Principal } from "../principal.js";
import { CredentialRefusal } from "../tokens/credential-refusal.js";
import type { TrustedIssuer, VerificationKey } from "../tokens/trusted-issuer.js";
import { claimAt } from "./claim-path.js";
import type { ForeignIssuerSettings } from "./foreign-issuer-settings.js";
import type { IssuerKeys } from "./issuer-keys.js";
import { mapGrants } from "./map-grants.js";

type Claims = Readonly<Record<string, unknown>>;

const SUBJECT = /^[A-Za-z0-9][A-Za-z0-9._@:+-]{0,127}$/;

/** An issuer outside, such as Keycloak or Microsoft Entra: its rules come from the configuration, its keys from itself. */
export class ForeignIssuer implements TrustedIssuer {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly algorithms: readonly string[];
  readonly tokenType: string;
  readonly headerMembers: ReadonlySet<string>;
  readonly requiredClaims: readonly string[];
  readonly tokenAgeSecondsMax: number;
  readonly clockToleranceSeconds: number;

  constructor(
    private readonly settings: ForeignIssuerSettings,
    private readonly keys: IssuerKeys,
  ) {
    this.issuer = settings.issuer;
    this.audience = settings.audience;
    this.algorithms = settings.algorithms;
    this.tokenType = settings.tokenType;
    this.headerMembers = new Set(["alg", "typ", "kid", ...settings.headerMembers]);
    this.requiredClaims = settings.requiredClaims;
    this.tokenAgeSecondsMax = settings.tokenAgeSecondsMax;
    this.clockToleranceSeconds = settings.clockToleranceSeconds;
  }

  /** Short name in metrics and logs. */
  get name(): string {
    return this.settings.name;
  }

  get keyState(): IssuerKeys["state"] {
    return this.keys.state;
  }

  get keySetVersion(): number {
    return this.keys.version;
  }

  hasKey(keyId: string): boolean {
    return this.keys.has(keyId);
  }

  findKey(keyId: string): Promise<VerificationKey | undefined> {
    return this.keys.find(keyId);
  }

  /** Only begins a renewal: a slow issuer must not hold up the news of the others. */
  refreshWhenDue(): Promise<void> {
    this.keys.refreshWhenDue();
    return Promise.resolve();
  }

  /** Resolves when no renewal of the keys is under way. */
  async settled(): Promise<void> {
    await this.keys.settled();
  }

  /** The name in front keeps a foreign client from posing as one of il.client, whose ids have no colon. */
  readPrincipal(claims: Claims): Principal {
    for (const [path, value] of this.settings.requiredValues) {
      if (claimAt(claims, path) !== value) throw new CredentialRefusal(`${path.join(".")} is not ${value}`);
    }
    // jose checks the types of the claims it compares, and `sub` is compared with nothing (RFC 7519 §4.1.2).
    if (claims["sub"] !== undefined && typeof claims["sub"] !== "string") throw new CredentialRefusal("sub is no text");
    const subject = this.settings.readSubject(claims);
    if (subject === undefined || !SUBJECT.test(subject.id)) throw new CredentialRefusal("no usable subject");
    const grants = mapGrants(claims, this.settings);
    const clientId = `${this.settings.name}:${subject.id}`;
    return Object.freeze({ clientId, kind: subject.kind, grants, authenticatedBy: "TOKEN" });
  }

  /** Its clients are disabled at the issuer, which then makes no more tokens. */
  isActive(): Promise<boolean> {
    return Promise.resolve(true);
  }
}
