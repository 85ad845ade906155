import type { ClaimPath } from "./claim-path.js";
import { claimAt } from "./claim-path.js";
import { requireSafeAddress } from "./document-reader.js";
import { entraPreset } from "./entra-preset.js";
import type { ForeignIssuerSettings, KeySetLocation } from "./foreign-issuer-settings.js";
import type { IssuerDocument } from "./issuers-document.js";
import { keycloakPreset } from "./keycloak-preset.js";

type Partly = Partial<ForeignIssuerSettings>;

const CLOCK_TOLERANCE_SECONDS = 30;
const TOKEN_AGE_SECONDS_MAX = 86_400;

/**
 * The settings of an entry: its own keys first, then its preset, then RFC 9068.
 * @throws TypeError whose message begins with the key that is missing or cannot be used
 */
export function completeSettings(entry: IssuerDocument): ForeignIssuerSettings {
  const preset = presetOf(entry);
  const issuer = required("issuer", entry.issuer ?? preset.issuer);
  return {
    name: entry.name,
    issuer,
    keySet: keySetOf(entry, preset, issuer),
    audience: required("audience", textsOf(entry.audience) ?? preset.audience),
    algorithms: entry.algorithms ?? preset.algorithms ?? ["RS256"],
    tokenType: entry.tokenType ?? preset.tokenType ?? "at+jwt",
    headerMembers: preset.headerMembers ?? [],
    clockToleranceSeconds: entry.clockToleranceSeconds ?? CLOCK_TOLERANCE_SECONDS,
    tokenAgeSecondsMax: entry.tokenAgeSecondsMax ?? TOKEN_AGE_SECONDS_MAX,
    requiredClaims: preset.requiredClaims ?? ["sub", "iat"],
    requiredValues: [...(preset.requiredValues ?? []), ...valuesOf(entry)],
    readSubject: subjectReader(entry, preset),
    rolePaths: rolePathsOf(entry, preset),
    plantPath: entry.plantsClaim === undefined ? undefined : pathOf(entry.plantsClaim),
    roles: new Map(Object.entries(entry.roles)),
  };
}

function presetOf({ preset, client, tenantId, version, authority }: IssuerDocument): Partly {
  if (preset === "keycloak") return keycloakPreset(required("client", client));
  if (preset !== "entra") return {};
  const tenant = { tenantId: required("tenantId", tenantId), version: version ?? ("v2" as const) };
  return entraPreset(authority === undefined ? tenant : { ...tenant, authority });
}

/** An ID token of the same issuer differs from an access token of type JWT only in claims, so one must be demanded. */
function valuesOf(entry: IssuerDocument): (readonly [ClaimPath, string])[] {
  const values = Object.entries(entry.requiredValues ?? {}).map(([path, value]) => [pathOf(path), value] as const);
  if (entry.tokenType === "JWT" && entry.preset === undefined && values.length === 0) {
    throw new TypeError("requiredValues must name a claim that only access tokens have, because tokenType is JWT");
  }
  return values;
}

function keySetOf(entry: IssuerDocument, preset: Partly, issuer: string): KeySetLocation {
  const given: KeySetLocation[] = [
    ...(entry.jwks === undefined ? [] : [{ kind: "fixed", keySet: entry.jwks } as const]),
    ...(entry.jwksUri === undefined ? [] : [{ kind: "address", url: entry.jwksUri } as const]),
    ...(entry.discoveryUrl === undefined ? [] : [{ kind: "discovery", url: entry.discoveryUrl } as const]),
  ];
  if (given.length > 1) throw new TypeError("jwks, jwksUri and discoveryUrl exclude each other; keep one");
  const usual = { kind: "discovery", url: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration` } as const;
  const location = given[0] ?? preset.keySet ?? usual;
  if (location.kind !== "fixed") requireSafe(location.kind === "address" ? "jwksUri" : "discoveryUrl", location.url);
  return location;
}

function requireSafe(key: string, url: string): void {
  try {
    requireSafeAddress(new URL(url));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TypeError(`${key} cannot be used: ${reason}`, { cause: error });
  }
}

/** By default the client of RFC 9068 §2.2, which is a program. */
function subjectReader(entry: IssuerDocument, preset: Partly): ForeignIssuerSettings["readSubject"] {
  if (entry.subjectClaim === undefined && preset.readSubject !== undefined) return preset.readSubject;
  const path = pathOf(entry.subjectClaim ?? "client_id");
  const kind = entry.kind ?? "SERVICE";
  return (claims) => {
    const id = claimAt(claims, path);
    return typeof id === "string" ? { id, kind } : undefined;
  };
}

function rolePathsOf(entry: IssuerDocument, preset: Partly): readonly ClaimPath[] {
  if (entry.rolesClaim !== undefined) return [pathOf(entry.rolesClaim)];
  return preset.rolePaths ?? [["roles"]];
}

/** A list of members, or one text with dots between them. */
function pathOf(claim: string | readonly string[]): ClaimPath {
  return typeof claim === "string" ? claim.split(".") : claim;
}

function textsOf(value: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof value === "string" ? [value] : value;
}

function required<T>(key: string, value: T | undefined): T {
  if (value === undefined) throw new TypeError(`${key} is missing`);
  return value;
}
