import type { KeyObject } from "node:crypto";
import type { Principal } from "../principal.js";

/** A signing key of an issuer, and the algorithms it may be used with. */
export interface VerificationKey {
  readonly algorithms: readonly string[];
  readonly key: KeyObject;
}

/** An issuer whose tokens are accepted, and how they must look. The embedded issuer is one, foreign ones are others. */
export interface TrustedIssuer {
  /** Exact `iss` claim. */
  readonly issuer: string;
  /** `aud` values of which the token must have at least one. */
  readonly audience: string | readonly string[];
  /** Accepted `alg` values; never a symmetric one, never `none`. */
  readonly algorithms: readonly string[];
  /** `typ` that must be present (`at+jwt`, RFC 9068 §2.1). */
  readonly tokenType: string;
  /** Header members a token may carry; anything else (`jku`, `jwk`, `x5u`, `crit`, ...) refuses it. */
  readonly headerMembers: ReadonlySet<string>;
  /** Claims that must be present besides `iss`, `aud` and `exp`. */
  readonly requiredClaims: readonly string[];
  /** Largest accepted age since `iat`. */
  readonly tokenAgeSecondsMax: number;
  /** Difference between the two machines' clocks that is forgiven, at most 60. */
  readonly clockToleranceSeconds: number;
  /** Grows whenever a key is trusted no longer. */
  readonly keySetVersion: number;
  /** Whether a key is trusted at this moment, without asking anybody. */
  hasKey(keyId: string): boolean;
  /** The key of that id, or undefined when the issuer has none; never a request to an address from the token. */
  findKey(keyId: string): Promise<VerificationKey | undefined>;
  /** Renews what is known of the keys when it is due; called about once a second. */
  refreshWhenDue(): Promise<void>;
  /** Reads the principal from verified claims. @throws CredentialRefusal when the claims do not describe one. */
  readPrincipal(claims: Readonly<Record<string, unknown>>): Principal;
  /** False when the subject was disabled after the token was made. */
  isActive(principal: Principal): Promise<boolean>;
}
