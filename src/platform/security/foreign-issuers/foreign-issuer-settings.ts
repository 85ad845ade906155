import type { Principal } from "../principal.js";
import type { ClaimPath } from "./claim-path.js";

/** Where the keys of an issuer are. */
export type KeySetLocation =
  | { readonly kind: "discovery"; readonly url: string }
  | { readonly kind: "address"; readonly url: string }
  | { readonly kind: "fixed"; readonly keySet: unknown };

/** What one role of a foreign issuer means here. */
export interface MappedRole {
  /** Role of governance-rules/policy. */
  readonly role: string;
  /** All plants, these plants, or those the token's plant claim lists. */
  readonly plants: "*" | "from-token" | readonly string[];
}

/** Who a token speaks for, before the issuer's name is put in front. */
export interface ForeignSubject {
  readonly id: string;
  readonly kind: Principal["kind"];
}

/** A foreign issuer after its preset was filled in. */
export interface ForeignIssuerSettings {
  /** Short name, the first part of the ids of its clients: `corporate:erp-1`. */
  readonly name: string;
  readonly issuer: string;
  readonly keySet: KeySetLocation;
  readonly audience: readonly string[];
  readonly algorithms: readonly string[];
  readonly tokenType: string;
  /** Header members its tokens carry besides alg, typ and kid. */
  readonly headerMembers: readonly string[];
  readonly clockToleranceSeconds: number;
  readonly tokenAgeSecondsMax: number;
  readonly requiredClaims: readonly string[];
  /** Claims that must have exactly this value. */
  readonly requiredValues: readonly (readonly [ClaimPath, string])[];
  /** Undefined when the claims name nobody. */
  readonly readSubject: (claims: Readonly<Record<string, unknown>>) => ForeignSubject | undefined;
  readonly rolePaths: readonly ClaimPath[];
  readonly plantPath: ClaimPath | undefined;
  readonly roles: ReadonlyMap<string, MappedRole>;
}
