/** A role inside a set of plants. */
export interface Grant {
  /** Role of governance-rules/policy, such as `mes-service`. */
  readonly role: string;
  /** Plant codes, or `*` for every plant of the enterprise. */
  readonly plants: "*" | readonly string[];
}

/** Who sends a request, as the verified token says. */
export interface Principal {
  /** Client id (`sub` of the token). */
  readonly clientId: string;
  readonly kind: "HUMAN" | "SERVICE" | "EDGE";
  readonly grants: readonly Grant[];
}

/** The plants a permission reaches: all, or exactly these. */
export type PlantScope = "*" | readonly string[];

/** Decides by the compiled policy; everything that no rule allows is denied. */
export interface Authorizer {
  /** @param plantCode the plant acted on; undefined for enterprise-wide resources, which need a `*` grant. */
  isAllowed(principal: Principal, permission: string, plantCode: string | undefined): boolean;
  /** The plants in which the principal holds the permission; an empty list means denied. */
  plantScope(principal: Principal, permission: string): PlantScope;
}

/** Turns the Authorization header into a principal. @throws InterlockError UNAUTHENTICATED, uniform for every cause. */
export interface Authenticator {
  authenticate(authorization: string | undefined): Promise<Principal>;
}
