import type { Grant } from "../principal.js";

/** What a grant reaches. Values are plants, sites or contracts; for the enterprise there are none. */
export interface GrantScope {
  readonly kind: "ENTERPRISE" | "SITE" | "PLANT" | "CONTRACT";
  readonly values: readonly string[];
}

/** A grant as the register keeps it. */
export interface RegisteredGrant {
  readonly id: string;
  /** Client id, or the id that a foreign issuer gives. */
  readonly principal: string;
  readonly role: string;
  readonly scope: GrantScope;
  /** Plants that the scope reaches now, for a scope of plants or sites. */
  readonly plants: readonly string[];
  /** RFC 3339. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly source: "REGISTER" | "CLIENT_RECORD";
  readonly grantedBy: string;
  readonly reason: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** SQL of a RegisteredGrant as JSON, for alias `g` of il.role_grant. A scope of sites is looked up in the plants of now. */
export const GRANT_JSON = `json_build_object(
  'id', g.id, 'principal', g.principal, 'role', g.role,
  'scope', json_build_object('kind', g.scope_kind, 'values', g.scope_values),
  'plants', CASE g.scope_kind
    WHEN 'PLANT' THEN to_json(g.scope_values)
    WHEN 'SITE' THEN (SELECT coalesce(json_agg(s.plant_code ORDER BY s.plant_code), '[]')
      FROM il.plant_site s WHERE s.site = ANY(g.scope_values))
    ELSE '[]' END,
  'validFrom', ${instant("g.valid_from")}, 'validTo', ${instant("g.valid_to")}, 'source', g.source,
  'grantedBy', g.granted_by, 'reason', g.reason, 'createdAt', ${instant("g.created_at")},
  'revokedAt', ${instant("g.revoked_at")})`;

/** The grant as the policy sees it. */
export function toGrant({ id, role, scope, plants, validFrom, validTo }: RegisteredGrant): Grant {
  return Object.freeze({
    role,
    plants: scope.kind === "ENTERPRISE" ? "*" : plants,
    ...(scope.kind === "CONTRACT" ? { contracts: scope.values } : {}),
    ...(validFrom === null ? {} : { validFrom }),
    ...(validTo === null ? {} : { validTo }),
    grantId: id,
  });
}
