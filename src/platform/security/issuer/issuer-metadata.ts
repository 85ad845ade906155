import { ASSERTION_ALGORITHMS } from "../clients/assertion-verifier.js";
import { SIGNING_ALGORITHM } from "./signing-key.js";

/** Paths of the embedded issuer below its address. */
export const TOKEN_PATH = "/oauth/token";
export const JWKS_PATH = "/oauth/jwks";

/** Authorization server metadata (RFC 8414 §2; the same members serve OpenID Connect Discovery 1.0 §3). */
export function issuerMetadata(issuer: string): Readonly<Record<string, boolean | string | readonly string[]>> {
  return {
    issuer,
    token_endpoint: issuer + TOKEN_PATH,
    jwks_uri: issuer + JWKS_PATH,
    grant_types_supported: ["client_credentials"],
    response_types_supported: [],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: [SIGNING_ALGORITHM],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "private_key_jwt"],
    token_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
    tls_client_certificate_bound_access_tokens: true,
  };
}
