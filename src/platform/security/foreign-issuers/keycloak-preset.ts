import { claimAt } from "./claim-path.js";
import type { ForeignIssuerSettings, ForeignSubject } from "./foreign-issuer-settings.js";

type Claims = Readonly<Record<string, unknown>>;

const SERVICE_ACCOUNT = "service-account-";

/**
 * What access tokens of Keycloak look like: the client in `azp`, roles of a client below `resource_access`, the header
 * type `JWT` unless the client asks for `at+jwt`, and the claim `typ` that tells an access token (`Bearer`) from an ID
 * token (`ID`) of the same key. A client's own token has the user name `service-account-<client>`, newer versions add
 * `client_id`; a token with neither does not say whether a person or a program sent it. The audience needs an
 * audience mapper in Keycloak.
 * @param client client of the realm that the roles belong to
 */
export function keycloakPreset(client: string): Partial<ForeignIssuerSettings> {
  return {
    audience: [client],
    tokenType: "JWT",
    requiredClaims: ["sub", "azp", "iat", "jti"],
    requiredValues: [[["typ"], "Bearer"]],
    rolePaths: [["resource_access", client, "roles"]],
    readSubject,
  };
}

function readSubject(claims: Claims): ForeignSubject | undefined {
  const { azp, sub } = claims;
  const userName = claimAt(claims, ["preferred_username"]);
  if (typeof azp !== "string" || typeof sub !== "string") return undefined;
  if (claims["client_id"] === azp || userName === `${SERVICE_ACCOUNT}${azp.toLowerCase()}`) {
    return { id: azp, kind: "SERVICE" };
  }
  return userName === undefined ? undefined : { id: sub, kind: "HUMAN" };
}
