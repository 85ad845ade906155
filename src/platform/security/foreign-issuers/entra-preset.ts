import type { ForeignIssuerSettings, ForeignSubject } from "./foreign-issuer-settings.js";

type Claims = Readonly<Record<string, unknown>>;

/** `requestedAccessTokenVersion` of the application's manifest in Entra. */
export type EntraVersion = "v1" | "v2";

const AUTHORITY_DEFAULT = "https://login.microsoftonline.com";
const ISSUER_V1 = "https://sts.windows.net";

/** Which tenant and cloud the tokens come from. */
export interface EntraTenant {
  /** Tenant id, a GUID. */
  readonly tenantId: string;
  readonly version: EntraVersion;
  /** Address of a national cloud; the global one by default. */
  readonly authority?: string;
}

/**
 * What access tokens of Microsoft Entra look like. Both versions are made with the same keys; they differ in the issuer
 * and in the claim that names the client. `scp` is there when a person is signed in; a person's stable id is `oid`.
 */
export function entraPreset(tenant: EntraTenant): Partial<ForeignIssuerSettings> {
  const { tenantId, version, authority = AUTHORITY_DEFAULT } = tenant;
  const issuer = version === "v2" ? `${authority}/${tenantId}/v2.0` : `${ISSUER_V1}/${tenantId}/`;
  const folder = version === "v2" ? `${tenantId}/v2.0` : tenantId;
  const clientClaim = version === "v2" ? "azp" : "appid";
  return {
    issuer,
    keySet: { kind: "discovery", url: `${authority}/${folder}/.well-known/openid-configuration` },
    algorithms: ["RS256"],
    tokenType: "JWT",
    headerMembers: ["x5t"],
    requiredClaims: ["sub", "oid", "iat", "tid", clientClaim],
    requiredValues: [
      [["tid"], tenantId],
      [["ver"], version === "v2" ? "2.0" : "1.0"],
    ],
    rolePaths: [["roles"]],
    readSubject: (claims) => readSubject(claims, clientClaim),
  };
}

/** An issuer of Entra's own documents, where `{tenantid}` stands for any tenant. */
export function namesIssuer(issuer: string, tenantId: string, named: unknown): boolean {
  return typeof named === "string" && named.replace(/\{tenantid\}/i, tenantId) === issuer;
}

function readSubject(claims: Claims, clientClaim: string): ForeignSubject | undefined {
  const { [clientClaim]: client, oid, scp } = claims;
  if (typeof client !== "string" || typeof oid !== "string") return undefined;
  return scp === undefined ? { id: client, kind: "SERVICE" } : { id: oid, kind: "HUMAN" };
}
