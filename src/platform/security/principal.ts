import type { PermittedFields } from "./policy/field-access.js";
import type { AttributeColumns, SqlPredicate } from "./policy/sql-predicate.js";

/** A role inside a set of plants. */
export interface Grant {
  /** Role of governance-rules/policy, such as `mes-service`. */
  readonly role: string;
  /** Plant codes, or `*` for every plant of the enterprise. */
  readonly plants: "*" | readonly string[];
  /** Contracts, such as `openapi/production-order`, for a grant that reaches contracts and no plants. */
  readonly contracts?: readonly string[];
  /** RFC 3339; before it the grant gives nothing. */
  readonly validFrom?: string;
  /** RFC 3339; from then on the grant gives nothing. */
  readonly validTo?: string;
  /** Id in the register of grants; absent for grants that a token carries. */
  readonly grantId?: string;
}

/**
 * What is known of one object that is acted on: `plantCode` or `contract`, and the attributes that
 * governance-rules/policy/resources.yaml declares. Null is the same as absent.
 */
export type ObjectAttributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Who sends a request, as the verified token says. */
export interface Principal {
  /** Client id (`sub` of the token). */
  readonly clientId: string;
  readonly kind: "HUMAN" | "SERVICE" | "EDGE";
  readonly grants: readonly Grant[];
  /** How the sender proved who it is. */
  readonly authenticatedBy?: "TOKEN" | "API_KEY" | "CERTIFICATE";
}

/** What of a request tells who sent it; requests of Fastify and of Node both fit. */
export interface IdentifiableRequest {
  readonly headers: {
    readonly authorization?: string | undefined;
    readonly "x-api-key"?: string | string[] | undefined;
  };
  /** Address with its query; a credential in it refuses the request. */
  readonly url?: string | undefined;
  /** Connection. Only the client certificate that its TLS handshake verified counts; no header about one does. */
  readonly socket?: object | undefined;
}

/** The plants a permission reaches: all, or exactly these. */
export type PlantScope = "*" | readonly string[];

/** Decides by the compiled policy; everything that no rule allows is denied. */
export interface Authorizer {
  /** @param plantCode the plant acted on; undefined for enterprise-wide resources, which need a `*` grant. */
  isAllowed(principal: Principal, permission: string, plantCode: string | undefined): boolean;
  /** The plants in which the principal holds the permission; an empty list means denied. */
  plantScope(principal: Principal, permission: string): PlantScope;
  /** Whether the principal holds the permission anywhere at all; which objects it reaches is for `decide`. */
  holds(principal: Principal, permission: string): boolean;
  /** The decision about one object, conditions and prohibitions included. An attribute of a wrong type denies. */
  decide(principal: Principal, permission: string, attributes: ObjectAttributes): boolean;
  /** The same decision as a WHERE condition over rows; see SqlPredicate. @param firstParameter first free `$n` */
  predicate(principal: Principal, permission: string, columns: AttributeColumns, firstParameter: number): SqlPredicate;
  /** The members of the object that the permission reaches; undefined means all of them. */
  permittedFields(principal: Principal, permission: string, attributes: ObjectAttributes): PermittedFields | undefined;
  /** Whether any field list is to be looked at for this permission; cheap, for every request. */
  hasFieldLists(principal: Principal, permission: string): boolean;
}

/** Finds out who sent a request. @throws InterlockError UNAUTHENTICATED, uniform for every cause. */
export interface Authenticator {
  authenticate(request: IdentifiableRequest): Promise<Principal>;
}
